import {
  apiKeyDaysDefault,
  apiKeyDaysMost,
  apiKeyOverlapDaysMost,
  apiScopes,
  type ApiKeyView,
  type ApiScope,
} from '@visavis/protocol';
import {
  Banner,
  Button,
  Checkbox,
  CheckIcon,
  CopyIcon,
  Dialog,
  Row,
  Stack,
  Text,
  TextField,
} from '@visavis/ui';
import { useState } from 'react';
import { useT } from '../../language/index.ts';
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx';
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

type DialogProps<Made> = { onClose: () => void; onMake: (made: Made) => void; hasFailed: boolean };
type New = { label: string; scopes: ApiScope[]; days: number };

export function NewKeyDialog({ onClose, onMake, hasFailed }: DialogProps<New>) {
  const t = useT();
  const [label, setLabel] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>([]);
  const [daysText, setDays] = useState(String(apiKeyDaysDefault));
  const days = readWhole(daysText, 1, apiKeyDaysMost);
  const isReady = label.trim() !== '' && scopes.length > 0 && days !== undefined;
  return (
    <Dialog
      title={t('api_keys.new')}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={!isReady}
          onPress={() => (isReady ? onMake({ label, scopes, days }) : undefined)}
        >
          {t('api_keys.create')}
        </Button>
      }
    >
      <Stack gap="m">
        <TextField
          label={t('api_keys.label')}
          description={t('api_keys.label.hint')}
          maxLength={80}
          value={label}
          onChange={setLabel}
        />
        <Stack gap="xs">
          <Text>{t('api_keys.scopes')}</Text>
          {apiScopes.map(scope => (
            <Checkbox
              key={scope}
              isSelected={scopes.includes(scope)}
              onChange={isOn =>
                setScopes(apiScopes.filter(each => (each === scope ? isOn : scopes.includes(each))))
              }
            >
              {t(`api_keys.scope.${scope}`)}
            </Checkbox>
          ))}
        </Stack>
        <WholeField
          label={t('api_keys.days')}
          hint={t('api_keys.days.hint')}
          least={1}
          most={apiKeyDaysMost}
          text={daysText}
          onText={setDays}
        />
        {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
      </Stack>
    </Dialog>
  );
}

type Replaced = { overlapDays: number; days: number };

export function ReplaceDialog({
  apiKey,
  onClose,
  onMake,
  hasFailed,
}: DialogProps<Replaced> & { apiKey: ApiKeyView }) {
  const t = useT();
  const [overlapText, setOverlap] = useState('7');
  const [daysText, setDays] = useState(String(apiKeyDaysDefault));
  const overlapDays = readWhole(overlapText, 0, apiKeyOverlapDaysMost);
  const days = readWhole(daysText, 1, apiKeyDaysMost);
  const isReady = overlapDays !== undefined && days !== undefined;
  return (
    <Dialog
      title={t('api_keys.replace.title', { label: apiKey.label })}
      isOpen
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          isDisabled={!isReady}
          onPress={() => (isReady ? onMake({ overlapDays, days }) : undefined)}
        >
          {t('api_keys.replace')}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{t('api_keys.replace.lead')}</Text>
        <WholeField
          label={t('api_keys.overlap')}
          hint={t('api_keys.overlap.hint')}
          least={0}
          most={apiKeyOverlapDaysMost}
          text={overlapText}
          onText={setOverlap}
        />
        <WholeField
          label={t('api_keys.days')}
          hint={t('api_keys.days.hint')}
          least={1}
          most={apiKeyDaysMost}
          text={daysText}
          onText={setDays}
        />
        {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
      </Stack>
    </Dialog>
  );
}

type RevokeProps = { apiKey: ApiKeyView; onClose: () => void; onRevoke: () => void; hasFailed: boolean };

export function RevokeDialog({ apiKey, onClose, onRevoke, hasFailed }: RevokeProps) {
  const t = useT();
  return (
    <ConfirmDialog
      title={t('api_keys.revoke.title', { label: apiKey.label })}
      confirm={t('api_keys.revoke')}
      onConfirm={onRevoke}
      onClose={onClose}
    >
      <Text>{t('api_keys.revoke.lead')}</Text>
      {hasFailed ? <Banner tone="danger">{t('error.generic')}</Banner> : null}
    </ConfirmDialog>
  );
}

/** The only time that the key is to be seen. */
export function ShownKeyDialog({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Dialog
      title={t('api_keys.shown')}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('api_keys.shown.done')}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{t('api_keys.shown.lead')}</Text>
        <TextField label={t('api_keys.shown.label')} value={value} isReadOnly />
        <Row>
          <Button icon={isCopied ? <CheckIcon /> : <CopyIcon />} onPress={() => void copy()}>
            {isCopied ? t('api_keys.shown.copied') : t('api_keys.shown.copy')}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
