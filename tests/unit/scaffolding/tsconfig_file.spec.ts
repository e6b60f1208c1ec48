/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { test } from '@japa/runner'
import {
  aliasesOf,
  excludeFolder,
  inheritedExclude,
} from '../../../src/scaffolding/tsconfig_file.ts'

function lines(...text: string[]): string {
  return `${text.join('\n')}\n`
}

test.group('What a tsconfig.json leaves out by its preset', () => {
  test('is that of the nearest config that says so', async ({ assert, fs }) => {
    await fs.create('node_modules/preset/base.json', '{ "exclude": ["never"] }')
    await fs.create(
      'node_modules/preset/app.json',
      '{ "extends": "./base.json", "exclude": ["${configDir}/inertia/**", "build"], }'
    )
    await fs.create('tsconfig.json', '{ "extends": "preset/app.json" } // ours')
    const file = join(fs.basePath, 'tsconfig.json')
    assert.deepEqual(await inheritedExclude(file), ['inertia/**', 'build'])

    await fs.create('tsconfig.json', '{ "extends": ["preset/app.json", "preset/base.json"] }')
    assert.deepEqual(await inheritedExclude(file), ['never'])
  })

  test('is that of TypeScript without a preset', async ({ assert, fs }) => {
    await fs.create('tsconfig.json', '{ "extends": "./missing.json" }')
    assert.include(await inheritedExclude(join(fs.basePath, 'tsconfig.json')), 'node_modules')
  })
})

test.group('Aliases of pages that an application has', () => {
  test('are seen from the folder beside', async ({ assert, fs }) => {
    await fs.create(
      'inertia/tsconfig.json',
      '{ "compilerOptions": { "paths": { "~/*": ["./*"], "@g/*": ["../.adonisjs/client/*"] } } }'
    )
    const file = join(fs.basePath, 'inertia/tsconfig.json')
    assert.deepEqual(await aliasesOf(file, '../inertia'), {
      '~/*': ['../inertia/*'],
      '@g/*': ['../.adonisjs/client/*'],
    })
    assert.isUndefined(await aliasesOf(join(fs.basePath, 'tsconfig.json'), '../inertia'))
  })
})

test.group('A folder left out of tsconfig.json', () => {
  test('joins the list that is there, and comments stay', ({ assert }) => {
    const config = lines(`{`, `  // Output`, `  "exclude": ["build"],`, `}`)
    assert.equal(
      excludeFolder(config, 'resources', ['node_modules']),
      lines(`{`, `  // Output`, `  "exclude": ["build", "resources"],`, `}`)
    )
  })

  test('comes in a new list with what the preset left out', ({ assert }) => {
    const config = lines(`{`, `  "extends": "preset"`, `}`)
    assert.equal(
      excludeFolder(config, 'resources', ['build']),
      lines(`{`, `  "extends": "preset",`, `  "exclude": ["build", "resources"]`, `}`)
    )
  })

  test('is not named twice', ({ assert }) => {
    const once = excludeFolder('{}', 'resources', ['build'])
    assert.deepEqual(JSON.parse(once), { exclude: ['build', 'resources'] })
    assert.equal(excludeFolder(once, 'resources', ['build']), once)
  })
})
