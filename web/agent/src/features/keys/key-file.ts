/** Key files are a few hundred bytes; whatever is larger is another file. */
const keyFileBytesMost = 65_536;

/** The JSON of a chosen file, read in this page and sent nowhere; undefined when it is none. */
export async function readKeyFile(file: File): Promise<unknown> {
  if (file.size > keyFileBytesMost) return undefined;
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch {
    return undefined;
  }
}
