/** What a purge has just done, in this order. A crash after any of them is taken up again at the next run. */
export type PurgeStep =
  | 'claimed'
  | 'keys_destroyed'
  | 'keys_recorded'
  | 'objects_deleted'
  | 'prefixes_empty'
  | 'receipts_written'
  | 'rows_deleted'
  | 'committed';

/** Tests stop a purge here, by throwing. */
export type OnStep = (step: PurgeStep) => void | Promise<void>;
