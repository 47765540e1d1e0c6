export { cuesOf, type Cue } from './cues.ts';
export {
  openArchive,
  type AttemptReason,
  type ArchiveRefusal,
  type OpenedArchive,
  type OpenedAttempt,
  type OpenedItem,
  type Opening,
} from './open.ts';
export { readArchive, type Archive, type ArchiveFault, type ReadArchive } from './read.ts';
