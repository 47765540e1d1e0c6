import type { ConsoleRoute } from '../../mount.ts';
import { listTrainings } from './list-trainings.ts';
import { recordTraining } from './record-training.ts';

export const trainingRoutes: readonly ConsoleRoute[] = [listTrainings, recordTraining];
