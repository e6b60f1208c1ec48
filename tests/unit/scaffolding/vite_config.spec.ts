/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { extendViteConfig } from '../../../src/scaffolding/vite_config.ts'

function lines(...text: string[]): string {
  return `${text.join('\n')}\n`
}

const ENTRY = 'resources/app.tsx'

test.group('A Vite config', () => {
  test('gets plugins in front of that of Adonis, their imports and the entry point', ({
    assert,
  }) => {
    const config = lines(
      `import { defineConfig } from 'vite'`,
      `import adonisjs from '@adonisjs/vite/client'`,
      ``,
      `export default defineConfig({`,
      `  plugins: [`,
      `    adonisjs({`,
      `      // Ours`,
      `      entryPoints: ['resources/js/app.js'],`,
      `    }),`,
      `  ],`,
      `})`
    )
    const extended = extendViteConfig(config, ENTRY)!
    assert.equal(
      extended,
      lines(
        `import { defineConfig } from 'vite'`,
        `import adonisjs from '@adonisjs/vite/client'`,
        `import react from '@vitejs/plugin-react'`,
        `import reflex from 'reflex-adonis/vite'`,
        ``,
        `export default defineConfig({`,
        `  plugins: [`,
        `    react(),`,
        `    reflex(),`,
        `    adonisjs({`,
        `      // Ours`,
        `      entryPoints: ['resources/js/app.js', 'resources/app.tsx'],`,
        `    }),`,
        `  ],`,
        `})`
      )
    )
    assert.equal(extendViteConfig(extended, ENTRY), extended)
  })

  test('keeps the plugin of React that it has, and names that are taken', ({ assert }) => {
    const config = lines(
      `import adonis from '@adonisjs/vite/client'`,
      `import swc from '@vitejs/plugin-react-swc'`,
      `import { reflex } from './reflex.js'`,
      `export default () => ({ plugins: [swc(), reflex, adonis({ entrypoints: [] })] })`
    )
    const extended = extendViteConfig(config, ENTRY)!
    assert.notInclude(extended, "plugin-react'")
    assert.include(extended, `import reflexPlugin from 'reflex-adonis/vite'`)
    assert.include(
      extended,
      `[swc(), reflex, reflexPlugin(), adonis({ entryPoints: ['resources/app.tsx'] })]`
    )
    assert.equal(extendViteConfig(extended, ENTRY), extended)
  })

  test('calls what is imported and not called', ({ assert }) => {
    const config = lines(
      `import adonisjs from '@adonisjs/vite/client'`,
      `import live from 'reflex-adonis/vite'`,
      `import react from '@vitejs/plugin-react'`,
      `export default { plugins: [react(), adonisjs({ entryPoints: ['${ENTRY}'] })] }`
    )
    assert.equal(
      extendViteConfig(config, ENTRY),
      config.replace('adonisjs({', 'live(), adonisjs({')
    )
  })

  test('is not edited where {0}')
    .with([
      ['it lacks the plugin of Adonis', `export default { plugins: [react()] }`],
      [
        'its entry points are not a list',
        `import adonisjs from '@adonisjs/vite/client'\nexport default { plugins: [adonisjs(options)] }`,
      ],
    ])
    .run(({ assert }, [, config]) => {
      assert.isUndefined(extendViteConfig(config, ENTRY))
    })
})
