/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, globSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'tsdown'
import packageJson from './package.json' with { type: 'json' }

/** What Vite bundles for a browser. It shares no chunk with server code. */
const BROWSER_ENTRY = 'src/react/main'

/**
 * The source file of every entry point in `exports`, named as in the build folder. The commands'
 * `main.js` is generated after the build, from the commands themselves.
 */
function sourcesOfExports(): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const target of Object.values(packageJson.exports)) {
    if (typeof target === 'string' || target.default.startsWith('./build/commands/')) continue
    const name = target.default.replace(/^\.\/build\//, '').replace(/\.js$/, '')
    const source = [`${name}.ts`, `${name}.tsx`].find((file) => existsSync(file))
    if (!source) throw new Error(`No source file for the entry point "${target.default}"`)
    entries[name] = source
  }
  for (const command of globSync('commands/*.ts')) {
    entries[command.replace(/\.ts$/, '')] = command
  }
  return entries
}

const { [BROWSER_ENTRY]: browser, ...server } = sourcesOfExports()

const shared: UserConfig = {
  outDir: 'build',
  format: 'esm',
  target: 'esnext',
  clean: false,
  dts: false,
  treeshake: false,
  minify: 'dce-only',
  fixedExtension: false,
  sourcemap: false,
  // Whatever comes from node_modules stays an import.
  deps: { neverBundle: true },
}

export default defineConfig([
  { ...shared, name: 'server', platform: 'node', entry: server },
  { ...shared, name: 'browser', platform: 'browser', entry: { [BROWSER_ENTRY]: browser! } },
])
