/** @throws if a text to be replaced is not there exactly once */
export function applyPatches(sourceDir: string): void;
