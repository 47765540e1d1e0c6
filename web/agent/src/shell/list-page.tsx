import { Button, EmptyState, PlusIcon, Row, Stack, Table, Text, type TableProps } from '@visavis/ui';
import type { ReactNode } from 'react';
import { LoadedPart } from '../api/loaded.tsx';
import type { Resource } from '../api/resource.ts';
import { useT } from '../language/index.ts';
import { Page } from './page.tsx';
import { routes } from './routes.tsx';

/** The pages that list what is administered; each has its words under its own name. */
type ListId = 'users' | 'organisations' | 'contract_grants' | 'api_keys' | 'devices' | 'sites' | 'training';

type PageProps<Value> = {
  id: ListId;
  resource: Resource<Value>;
  /** Makes another. */
  add?: { label: string; onPress: () => void };
  children: (value: Value) => ReactNode;
};

/** What is administered: what it is, a button that makes another, and the list. */
export function ListPage<Value>({ id, resource, add, children }: PageProps<Value>) {
  const t = useT();
  return (
    <Page title={t(`${id}.title`)} state={id}>
      <Stack gap="m">
        <Row justify="between" align="start">
          <Text>{t(`${id}.lead`)}</Text>
          {add ? (
            <Button variant="primary" icon={<PlusIcon />} onPress={add.onPress}>
              {add.label}
            </Button>
          ) : null}
        </Row>
        <LoadedPart resource={resource}>{children}</LoadedPart>
      </Stack>
    </Page>
  );
}

type ListProps<Item extends object> = Omit<TableProps<Item>, 'label' | 'empty'> & {
  id: ListId;
  /** Buttons at the end of a row. */
  acts?: (item: Item) => ReactNode;
};

export function List<Item extends object>({ id, columns, acts, ...table }: ListProps<Item>) {
  const t = useT();
  const last = acts && { id: 'do', header: '', cell: (item: Item) => <Row>{acts(item)}</Row> };
  return (
    <Table
      {...table}
      label={t(`${id}.title`)}
      columns={last ? [...columns, last] : columns}
      empty={<Empty id={id} />}
    />
  );
}

export function Empty({ id, hint }: { id: ListId; hint?: string }) {
  const t = useT();
  return (
    <EmptyState icon={routes[id].icon} title={t(`${id}.none`)}>
      {hint ?? t(`${id}.none.hint`)}
    </EmptyState>
  );
}
