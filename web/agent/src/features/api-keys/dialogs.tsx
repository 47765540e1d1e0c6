import {
  apiKeyDaysDefault,
  apiKeyDaysMost,
  apiKeyOverlapDaysMost,
  apiScopes,
  type ApiKeyView,
  type ApiScope,
} from '@visavis/protocol';
import { CheckboxGroup, Text, TextField } from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ActDialog, ConfirmDialog, type Acting } from '../../shell/act-dialog.tsx';
import { OnceDialog } from '../../shell/once-dialog.tsx';
import { readWhole } from './data.ts';

type Whole = {
  label: string;
  hint: string;
  least: number;
  most: number;
  text: string;
  onText: (text: string) => void;
};

function WholeField({ label, hint, least, most, text, onText }: Whole) {
  const t = useT();
  const isWrong = readWhole(text, least, most) === undefined;
  return (
    <TextField
      label={label}
      description={hint}
      inputMode="numeric"
      value={text}
      onChange={onText}
      {...(isWrong ? { errorMessage: t('api_keys.number.wrong', { hint }) } : {})}
    />
  );
}

function DaysField(props: Pick<Whole, 'text' | 'onText'>) {
  const t = useT();
  const words = { label: t('api_keys.days'), hint: t('api_keys.days.hint') };
  return <WholeField {...words} {...props} least={1} most={apiKeyDaysMost} />;
}

type New = { label: string; scopes: ApiScope[]; days: number };

export function NewKeyDialog({ onMake, ...acting }: Acting & { onMake: (made: New) => void }) {
  const t = useT();
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>([]);
  const [daysText, setDays] = useState(String(apiKeyDaysDefault));
  const days = readWhole(daysText, 1, apiKeyDaysMost);
  return (
    <ActDialog
      {...acting}
      title={t('api_keys.new')}
      act={t('api_keys.create')}
      isReady={label.trim() !== '' && scopes.length > 0 && days !== undefined}
      onAct={() => (days === undefined ? undefined : onMake({ label, scopes, days }))}
    >
      <TextField
        label={t('api_keys.label')}
        description={t('api_keys.label.hint')}
        maxLength={80}
        value={label}
        onChange={setLabel}
      />
      <CheckboxGroup
        label={t('api_keys.scopes')}
        options={apiScopes.map(value => ({ value, label: t(`api_keys.scope.${value}`) }))}
        value={scopes}
        onChange={setScopes}
      />
      <DaysField text={daysText} onText={setDays} />
    </ActDialog>
  );
}

type ReplaceProps = Acting & {
  apiKey: ApiKeyView;
  onMake: (made: { overlapDays: number; days: number }) => void;
};

export function ReplaceDialog({ apiKey, onMake, ...acting }: ReplaceProps) {
  const t = useT();
  const [overlapText, setOverlap] = useState('7');
  const [daysText, setDays] = useState(String(apiKeyDaysDefault));
  const overlapDays = readWhole(overlapText, 0, apiKeyOverlapDaysMost);
  const days = readWhole(daysText, 1, apiKeyDaysMost);
  const made = overlapDays === undefined || days === undefined ? undefined : { overlapDays, days };
  return (
    <ActDialog
      {...acting}
      title={t('api_keys.replace.title', { label: apiKey.label })}
      act={t('api_keys.replace')}
      isReady={made !== undefined}
      onAct={() => (made ? onMake(made) : undefined)}
      said={{ wrong_state: t('api_keys.replace.late') }}
    >
      <Text>{t('api_keys.replace.lead')}</Text>
      <WholeField
        label={t('api_keys.overlap')}
        hint={t('api_keys.overlap.hint')}
        least={0}
        most={apiKeyOverlapDaysMost}
        text={overlapText}
        onText={setOverlap}
      />
      <DaysField text={daysText} onText={setDays} />
    </ActDialog>
  );
}

type RevokeProps = Acting & { apiKey: ApiKeyView; onRevoke: () => void };

export function RevokeDialog({ apiKey, onRevoke, ...acting }: RevokeProps) {
  const t = useT();
  return (
    <ConfirmDialog
      {...acting}
      title={t('api_keys.revoke.title', { label: apiKey.label })}
      act={t('api_keys.revoke')}
      onAct={onRevoke}
    >
      <Text>{t('api_keys.revoke.lead')}</Text>
    </ConfirmDialog>
  );
}

export function ShownKeyDialog({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useT();
  return (
    <OnceDialog
      title={t('api_keys.shown')}
      lead={t('api_keys.shown.lead')}
      label={t('api_keys.shown.label')}
      value={value}
      done={t('api_keys.shown.done')}
      onClose={onClose}
    />
  );
}
