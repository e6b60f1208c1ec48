import { configPkg, RULES_LIST } from '@adonisjs/eslint-config'

export default configPkg(
  {
    ignores: [
      '**/build/**',
      '**/tmp/**',
      'coverage/**',
      '**/.adonisjs/**',
      'demo/database/schema.ts',
      'demo/public/**',
      'tests/fixtures/kits/**',
    ],
  },
  {
    name: 'React files, and those of applications',
    files: ['**/*.tsx', 'demo/**/*.ts', 'tests/fixtures/**/*.ts'],
    rules: RULES_LIST,
  },
  {
    name: 'No hole in a public type',
    files: ['**/*.ts', '**/*.tsx'],
    rules: { '@typescript-eslint/no-explicit-any': 'error' },
  },
  {
    name: 'Tests look into what they await',
    files: ['tests/**/*.ts', 'tests/**/*.tsx', 'demo/tests/**/*.ts'],
    rules: { '@unicorn/no-await-expression-member': 'off' },
  }
)
