/** Lets the browser save a file under this name. */
export function saveFile(name: string, content: BlobPart, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the download has taken hold of the content by the next turn
  setTimeout(() => URL.revokeObjectURL(url));
}
