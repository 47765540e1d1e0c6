import type { Judgement } from '@visavis/password-policy/judge';

/** What the password process does for the service; `id` says which answer belongs to which request. */
export type PasswordRequest =
  | { id: number; work: 'hash'; password: string }
  | { id: number; work: 'verify'; hashed: string | null; password: string }
  | { id: number; work: 'judge'; password: string; own: string[] };

export type PasswordAnswer =
  { id: number; value: string | boolean | Judgement } | { id: number; failed: true };
