import { build, type Rolldown } from 'vite';

/** One script of a browser program of the bench. @param entry file that runs in a page or worker */
export async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'script' } },
  });
  const [output] = built as Rolldown.RolldownOutput[];
  const chunk = output?.output.find(one => one.type === 'chunk');
  if (!chunk) throw new Error(`${entry} was not bundled`);
  return chunk.code;
}
