import { Badge, Banner, Busy, Button, EmptyState, EyeIcon, Stack, Table, Text, Timer } from '@visavis/ui';
import { useT } from '../../language/index.ts';
import { Page } from '../../shell/page.tsx';
import type { FloorCall, SupervisionState } from './data.ts';
import type { FloorNote } from './notes.ts';

export type FloorProps = {
  state: SupervisionState;
  /** A call that is under this name may be joined again, as after a reload. */
  ownName: string;
  onWatch: (call: FloorCall) => void;
};

/** The calls that are under way. Nothing tells who the customers are. */
export function FloorView({ state, ownName, onWatch }: FloorProps) {
  const t = useT();
  const { link, calls, note } = state;
  return (
    <Page title={t('supervise.title')} state="floor">
      <Stack gap="l">
        {link === 'online' ? null : (
          <Banner tone="warning" title={t('supervise.offline')}>
            {t('supervise.offline.hint')}
          </Banner>
        )}
        <Note note={note} />
        <Text tone="muted">
          {t('supervise.lead')}
          {state.site === null ? '' : ` ${t('supervise.site', { site: state.site })}`}
        </Text>
        {calls ? (
          <Calls calls={calls} joining={state.joining} ownName={ownName} onWatch={onWatch} />
        ) : link === 'online' ? (
          <Busy />
        ) : null}
      </Stack>
    </Page>
  );
}

type CallsProps = Pick<FloorProps, 'ownName' | 'onWatch'> & {
  calls: readonly FloorCall[];
  joining: string | null;
};

function Calls({ calls, joining, ownName, onWatch }: CallsProps) {
  const t = useT();
  return (
    <Table
      label={t('supervise.title')}
      items={calls}
      rowId={({ attemptId }) => attemptId}
      columns={[
        { id: 'agent', header: t('supervise.agent'), cell: ({ agentName }) => agentName },
        {
          id: 'language',
          header: t('supervise.language'),
          cell: ({ language }) => t(`supervise.language.${language}`),
        },
        {
          id: 'since',
          header: t('supervise.since'),
          cell: ({ acceptedAt }) => <Timer label={t('supervise.since')} since={Date.parse(acceptedAt)} />,
        },
        {
          id: 'supervisor',
          header: t('supervise.supervisor'),
          cell: ({ supervisorName }) =>
            supervisorName === null ? '–' : <Badge tone="accent">{supervisorName}</Badge>,
        },
        {
          id: 'watch',
          header: t('supervise.action'),
          cell: call =>
            call.supervisorName === null || call.supervisorName === ownName ? (
              <Button
                size="s"
                icon={<EyeIcon size="s" />}
                aria-label={t('supervise.watch.of', { name: call.agentName })}
                isPending={joining === call.attemptId}
                isDisabled={joining !== null && joining !== call.attemptId}
                onPress={() => onWatch(call)}
              >
                {t('supervise.watch')}
              </Button>
            ) : null,
        },
      ]}
      empty={
        <EmptyState icon={<EyeIcon />} title={t('supervise.none')}>
          {t('supervise.none.hint')}
        </EmptyState>
      }
    />
  );
}

const tones = { out: 'info', refused: 'warning', alarm: 'danger' } as const;

/** One line about the call that the supervisor was in, or wanted to be. */
function Note({ note }: { note: FloorNote | null }) {
  const t = useT();
  if (!note) return null;
  const words = wordsOf(note);
  return (
    <div data-note={note.why}>
      <Banner tone={tones[note.kind]} title={t(words.title)}>
        {t(words.hint)}
      </Banner>
    </div>
  );
}

function wordsOf(note: FloorNote) {
  if (note.kind === 'out')
    return { title: `supervise.out.${note.why}`, hint: `supervise.out.${note.why}.hint` } as const;
  if (note.kind === 'refused')
    return { title: `supervise.refused.${note.why}`, hint: `supervise.refused.${note.why}.hint` } as const;
  switch (note.why) {
    case 'unknown_participant':
    case 'agent_not_proven':
    case 'media_refused':
    case 'encryption_failed':
      return { title: `supervise.alarm.${note.why}`, hint: 'supervise.alarm.hint' } as const;
    default:
      return { title: `call.alarm.${note.why}`, hint: 'supervise.alarm.trust.hint' } as const;
  }
}
