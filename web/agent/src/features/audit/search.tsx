import { auditActions } from '@visavis/protocol';
import { Button, Form, Grid, Row, SearchIcon, Select, Stack, TextField } from '@visavis/ui';
import { useState, type ReactNode } from 'react';
import { useT } from '../../language/index.ts';
import { askedNothing, type Asked } from './data.ts';

/** @param children further buttons */
export function SearchForm({
  onSearch,
  children,
}: {
  onSearch: (asked: Asked) => void;
  children: ReactNode;
}) {
  const t = useT();
  const [asked, setAsked] = useState(askedNothing);
  const set = (change: Partial<Asked>) => setAsked({ ...asked, ...change });
  const actions = auditActions
    .map(action => ({ value: action, label: t(`audit.action.${action}`) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <Form
      onSubmit={event => {
        event.preventDefault();
        onSearch(asked);
      }}
    >
      <Stack gap="m">
        <Grid columns="s">
          <TextField
            label={t('audit.from')}
            type="date"
            value={asked.from}
            onChange={from => set({ from })}
          />
          <TextField label={t('audit.to')} type="date" value={asked.to} onChange={to => set({ to })} />
          <Select
            label={t('audit.action')}
            options={[{ value: 'any' as const, label: t('audit.action.any') }, ...actions]}
            value={asked.action}
            onChange={action => set({ action })}
          />
        </Grid>
        <Grid>
          <TextField
            label={t('audit.actor')}
            description={t('audit.actor.hint')}
            value={asked.actor}
            onChange={actor => set({ actor })}
          />
          <TextField
            label={t('audit.subject')}
            description={t('audit.subject.hint')}
            value={asked.subject}
            onChange={subject => set({ subject })}
          />
        </Grid>
        <Row>
          <Button type="submit" variant="primary" icon={<SearchIcon />}>
            {t('audit.search')}
          </Button>
          {children}
        </Row>
      </Stack>
    </Form>
  );
}
