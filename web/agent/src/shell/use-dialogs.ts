import { useState } from 'react';
import { useAct } from './use-act.ts';

/**
 * The one dialog that is open over what a page has loaded. Once its act is done it closes, or gives way to the next, and
 * the page asks again for what it shows.
 */
export function useDialogs<Shown>({ reload }: { reload: () => Promise<void> }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const { isPending, failure, run, forget } = useAct();
  const show = (next: Shown | null) => {
    forget();
    setShown(next);
  };
  const act = <Made>(work: () => Promise<Made>, next: (made: Made) => Shown | null = () => null) =>
    run(async () => {
      setShown(next(await work()));
      void reload();
    });
  return { shown, show, act, acting: { isPending, failure, onClose: () => show(null) } };
}
