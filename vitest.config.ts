import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const exclude = ['**/node_modules/**', '**/dist/**', '**/.data/**', '**/.demo/**'];

/**
 * Limits are far above what a test takes, since two busy cores may make it wait; a test never fails for being slow
 * alone. The files of a worker share its modules, which would cost a third of the run to load for each of them.
 * `unit` needs nothing; `service` has one PostgreSQL for the run.
 */
const shared = { isolate: false, testTimeout: 60_000, hookTimeout: 120_000, teardownTimeout: 30_000 };

/** The whole journey takes longest, mostly waiting: it starts first, beside the others. */
class JourneyFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isJourney = ({ moduleId }: TestSpecification) => moduleId.includes('ops/demo/');
    return [...sorted.filter(isJourney), ...sorted.filter(file => !isJourney(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: JourneyFirst },
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/{protocol,e2ee,receipts,archive,ui,call,password-policy}/**/*.test.{ts,tsx}',
            'web/**/*.test.{ts,tsx}',
          ],
          exclude,
          environment: 'node',
          ...shared,
        },
      },
      {
        test: {
          name: 'service',
          include: [
            '{db,services,ops}/**/*.test.ts',
            'packages/{service-kit,test-kit,embedded}/**/*.test.ts',
          ],
          exclude,
          environment: 'node',
          globalSetup: ['packages/test-kit/src/global-setup.ts'],
          ...shared,
        },
      },
    ],
  },
});
