import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { forbiddenEverywhere, forbiddenInProduct } from './ops/check/forbidden.ts';

/**
 * Which of our own packages each folder may import. Arrows only point down:
 * what is not listed is forbidden, and services never import each other.
 */
const arrows = {
  'packages/protocol': [],
  'packages/e2ee': [],
  'packages/ui': [],
  'packages/service-kit': [],
  'packages/call': ['protocol', 'e2ee'],
  'packages/receipts': ['protocol'],
  'packages/archive': ['protocol', 'e2ee'],
  'packages/password-policy': [],
  db: ['protocol'],
  'services/signaling': ['db', 'protocol', 'e2ee', 'password-policy', 'service-kit'],
  'services/sfu': ['db', 'protocol', 'service-kit'],
  'services/retention': ['db', 'protocol', 'receipts', 'service-kit'],
  'web/agent': ['ui', 'call', 'protocol', 'e2ee', 'receipts', 'archive', 'password-policy'],
  'web/customer': ['ui', 'call', 'protocol', 'e2ee'],
  'packages/embedded': [],
  'packages/test-kit': ['db', 'protocol', 'e2ee', 'service-kit', 'embedded'],
  ops: ['db', 'protocol', 'e2ee', 'call', 'receipts', 'archive', 'service-kit', 'embedded', 'test-kit'],
};

const forbidden = (folder, allowed) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  // how a web is built is no part of it
  ignores: ['**/*.test.ts', '**/*.test.tsx', '**/test/**', '**/stories/**', '**/vite.config.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@visavis/(?!(${[...allowed, '-'].join('|')})(/|$))`,
            message: `${folder} may import only: ${allowed.join(', ') || 'nothing of ours'}.`,
          },
          {
            regex: '^(\\.\\./)+(packages|services|web|db|ops)/',
            message: 'Import other packages by their name, not by path.',
          },
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.data/**', '.cache/**', '.demo/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...forbiddenEverywhere,
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 80, skipComments: true, skipBlankLines: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', '**/test/**', 'ops/demo/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  { files: ['**/*.tsx'], ...reactHooks.configs.flat.recommended },
  { files: ['**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 120 }] } },
  { files: ['**/*.{js,mjs}'], ...tseslint.configs.disableTypeChecked },
  {
    files: [
      '{services,db,web}/**/*.{ts,tsx}',
      'packages/{protocol,e2ee,ui,service-kit,call,receipts,archive,password-policy}/**/*.{ts,tsx}',
    ],
    ignores: ['**/*.test.{ts,tsx}', '**/test/**', '**/stories/**'],
    rules: forbiddenInProduct,
  },
  ...Object.entries(arrows).map(([folder, allowed]) => forbidden(folder, allowed)),
);
