import '@visavis/call/strict-page';
import { UiProvider } from '@visavis/ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { lookAtAll } from './checks.ts';
import { judge, type Report } from './verdict.ts';
import { CompatView } from './view.tsx';

const startWorker = () =>
  new Worker(new URL('../features/call/call-worker.ts', import.meta.url), { type: 'module' });

const element = document.getElementById('root');
if (!element) throw new Error('the page has no root');
const root = createRoot(element);
const show = (report: Report | null) =>
  root.render(
    <StrictMode>
      <UiProvider>
        <CompatView report={report} />
      </UiProvider>
    </StrictMode>,
  );

show(null);
const findings = await lookAtAll(startWorker);
show({ ...judge(findings), browser: navigator.userAgent, findings });
