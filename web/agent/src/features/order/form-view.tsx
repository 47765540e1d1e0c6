import type { ContractView, OrderedView } from '@visavis/protocol';
import {
  Banner,
  Button,
  Card,
  Form,
  Grid,
  RadioGroup,
  Select,
  Stack,
  TextField,
  useLocale,
} from '@visavis/ui';
import { useState } from 'react';
import { ApiError, callApi } from '../../api/client.ts';
import { useT } from '../../language/index.ts';
import { emptyForm, formFieldOf, readForm, type OrderField, type OrderForm } from './form.ts';

type Props = { contracts: readonly ContractView[]; onOrdered: (ordered: OrderedView) => void };
type TextName = {
  [Name in OrderField]: OrderForm[Name] extends string
    ? string extends OrderForm[Name]
      ? Name
      : never
    : never;
}[OrderField];

const none: ReadonlySet<OrderField> = new Set();

export function OrderFormView({ contracts, onOrdered }: Props) {
  const t = useT();
  const [locale] = useLocale();
  const [form, setForm] = useState(() => emptyForm(contracts[0]?.id ?? null, locale));
  const [wrong, setWrong] = useState(none);
  const [trouble, setTrouble] = useState<'offline' | 'not_live' | 'failed' | null>(null);
  const [isPending, setPending] = useState(false);

  const set = (change: Partial<OrderForm>) => {
    setForm({ ...form, ...change });
    setWrong(new Set([...wrong].filter(field => !(field in change))));
  };
  const errorOf = (field: OrderField) =>
    wrong.has(field)
      ? { errorMessage: t(field === 'nationality' ? 'order.wrong.nationality' : 'order.wrong') }
      : {};
  const text = (field: TextName) => ({
    label: t(`order.${field}`),
    value: form[field],
    onChange: (value: string) => set({ [field]: value }),
    ...errorOf(field),
  });
  const submit = async () => {
    const read = readForm(form);
    setTrouble(null);
    if (!read.ok) {
      setWrong(read.wrong);
      return;
    }
    setPending(true);
    try {
      onOrdered(await callApi('orderIdentification', { body: read.order }));
    } catch (error) {
      const field = error instanceof ApiError && error.field ? formFieldOf(error.field) : undefined;
      if (field) setWrong(new Set([field]));
      else setTrouble(troubleOf(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Form
      validationBehavior="aria"
      onSubmit={event => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="l">
        {trouble ? (
          <Banner tone="danger" title={t('order.failed')}>
            {t(`order.failed.${trouble}`)}
          </Banner>
        ) : null}
        <Card title={t('order.what')}>
          <Grid columns="m">
            <Select
              label={t('order.contractId')}
              options={contracts.map(({ id, name, purpose }) => ({
                value: id,
                label: name,
                hint: purpose[locale],
              }))}
              value={form.contractId}
              onChange={contractId => set({ contractId })}
              {...errorOf('contractId')}
            />
            <RadioGroup
              label={t('order.language')}
              orientation="horizontal"
              options={[
                { value: 'de', label: t('order.language.de') },
                { value: 'en', label: t('order.language.en') },
              ]}
              value={form.language}
              onChange={language => set({ language })}
            />
            <TextField {...text('reference')} description={t('order.reference.hint')} maxLength={120} />
          </Grid>
        </Card>
        <Card
          title={t('order.who')}
          actions={
            <Button type="submit" variant="primary" size="l" isPending={isPending}>
              {t('order.submit')}
            </Button>
          }
        >
          <Grid columns="m">
            <TextField {...text('givenNames')} isRequired maxLength={120} autoComplete="off" />
            <TextField {...text('familyName')} isRequired maxLength={120} autoComplete="off" />
            <TextField {...text('birthDate')} isRequired type="date" />
            <TextField {...text('birthPlace')} description={t('order.optional')} maxLength={120} />
            <TextField
              {...text('nationality')}
              description={t('order.nationality.hint')}
              isRequired
              maxLength={3}
              autoComplete="off"
            />
            <Select
              label={t('order.documentType')}
              options={(['identity_card', 'passport', 'residence_permit'] as const).map(value => ({
                value,
                label: t(`order.document.${value}`),
              }))}
              value={form.documentType}
              onChange={documentType => set({ documentType })}
            />
            <TextField {...text('documentNumber')} isRequired maxLength={40} autoComplete="off" />
          </Grid>
        </Card>
      </Stack>
    </Form>
  );
}

function troubleOf(error: unknown): 'offline' | 'not_live' | 'failed' {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.code === 'offline') return 'offline';
  return error.code === 'contract_not_live' ? 'not_live' : 'failed';
}
