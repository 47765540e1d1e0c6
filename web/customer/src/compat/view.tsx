import {
  Badge,
  Button,
  CenteredPage,
  DangerIcon,
  HeroIcon,
  LockIcon,
  SuccessIcon,
  Table,
  type TableColumn,
} from '@visavis/ui';
import { useState } from 'react';
import styles from './compat.module.css';
import { isNeeded, type Finding, type Report } from './verdict.ts';
import { useT } from './words.ts';

/** A sentence for people, a table for those who want to know, and `data-verdict` for machines. */
export function CompatView({ report }: { report: Report | null }) {
  const t = useT();
  const verdict = report?.verdict ?? 'looking';
  const sign = {
    looking: <LockIcon />,
    works: <SuccessIcon />,
    limited: <SuccessIcon />,
    fails: <DangerIcon />,
  };
  const tone = { looking: 'accent', works: 'success', limited: 'success', fails: 'danger' } as const;
  return (
    <div data-state="compat" data-verdict={report ? JSON.stringify(report) : undefined}>
      <CenteredPage
        width="l"
        hero={<HeroIcon tone={tone[verdict]}>{sign[verdict]}</HeroIcon>}
        title={t(`verdict.${verdict}.title`)}
        lead={t(`verdict.${verdict}.text`)}
        actions={report ? <CopyButton report={report} /> : undefined}
        footer={t('no_camera')}
      >
        {report ? <Findings findings={report.findings} /> : null}
      </CenteredPage>
    </div>
  );
}

function CopyButton({ report }: { report: Report }) {
  const t = useT();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(report, null, 2));
    setCopied(true);
  };
  return (
    <Button variant="secondary" size="l" onPress={() => void copy().catch(() => undefined)}>
      {t(isCopied ? 'copied' : 'copy')}
    </Button>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const t = useT();
  const columns: TableColumn<Finding>[] = [
    {
      id: 'feature',
      header: t('table.feature'),
      cell: ({ feature, ok, detail }) => (
        <span className={styles.feature}>
          <span>{t(`feature.${feature}`)}</span>
          {ok ? null : <span>{t(`without.${feature}`)}</span>}
          <span className={styles.detail}>{detail}</span>
        </span>
      ),
    },
    { id: 'result', header: t('table.result'), cell: finding => <Result {...finding} /> },
  ];
  return (
    <Table label={t('table.label')} columns={columns} items={findings} rowId={({ feature }) => feature} />
  );
}

function Result({ feature, ok }: Finding) {
  const t = useT();
  if (ok) return <Badge tone="success">{t('table.there')}</Badge>;
  if (isNeeded(feature)) return <Badge tone="danger">{t('table.missing')}</Badge>;
  return <Badge>{t('table.missing_optional')}</Badge>;
}
