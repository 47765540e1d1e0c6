import { z } from 'zod';

/** Of many there may be more than an answer holds: an object can say so one day, an array cannot. */
export const list = <T extends z.ZodType>(items: T) => z.strictObject({ items: z.array(items) });
