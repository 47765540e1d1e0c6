import { costInTurns, type Costs } from './turns.ts';
import { minimal, ours, raw } from './transforms.ts';

export type FrameCost = Costs<'ours' | 'minimal' | 'raw'>;

/** Ours from the encoded frame on, beside the least that could carry a call and the cipher alone. */
export const frameCost = async (milliseconds: number): Promise<FrameCost> =>
  costInTurns({ ours: await ours(), minimal: await minimal(), raw: await raw() }, milliseconds);
