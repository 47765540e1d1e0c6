import { z } from 'zod';
import type { ConsoleEndpoint } from './endpoint.ts';
import { list } from './list.ts';
import { id, instant } from './primitives.ts';
import { rulesetIds } from './rulesets.ts';

/** From so many days before its last one on, a training is said to end. */
export const trainingWarningDays = 30;
/** One that claims to hold for longer is a slip of the pen. */
export const trainingYearsMost = 5;

/** A calendar day; a training is valid to the end of it, in UTC. */
const lastDay = z.iso
  .date()
  .refine(day => Date.parse(day) <= Date.now() + trainingYearsMost * 366 * 86_400_000, 'too far ahead');

/** In the past it ends the training. */
export const trainingRequest = z.strictObject({ ruleset: z.enum(rulesetIds), validUntil: lastDay });

export type TrainingRequest = z.infer<typeof trainingRequest>;

export const trainingView = z.strictObject({
  ruleset: z.enum(rulesetIds),
  validUntil: z.iso.date(),
  /** Null: not by a person. */
  enteredBy: z.string().nullable(),
  enteredAt: instant,
});
export type TrainingView = z.infer<typeof trainingView>;

/** An agent, with the latest training for each ruleset. */
export const trainedPerson = z.strictObject({ id, name: z.string(), trainings: z.array(trainingView) });
export type TrainedPerson = z.infer<typeof trainedPerson>;

/** Calls come only to who was taught their ruleset. */
export const trainingApi = {
  listTrainings: {
    action: 'manage_training',
    method: 'get',
    path: '/api/console/trainings',
    summary: 'The ident centre’s agents and what they were taught, by name',
    status: 200,
    reply: list(trainedPerson),
    refusals: ['not_permitted'],
  },
  recordTraining: {
    action: 'manage_training',
    method: 'post',
    path: '/api/console/trainings/{id}',
    summary: 'Until when an agent is trained for a ruleset, in place of what was recorded before',
    body: trainingRequest,
    status: 200,
    reply: trainedPerson,
    refusals: ['not_permitted', 'not_found'],
  },
} as const satisfies Record<string, ConsoleEndpoint>;
