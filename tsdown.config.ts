/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { globSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'tsdown'
import { entryPoints } from './bin/support/entry_points.ts'

/** What Vite bundles for a browser: built together, so that they have one client in common. They share no chunk with server code. */
const BROWSER_ENTRIES = ['src/react/main', 'src/features/models/react/main', 'src/react/use_i18n']

/** Hooks whose packages only some pages need: with a file of its own, each is bundled with these pages. */
const SEPARATE = ['src/react/use_i18n']

/** The file of such a hook has its own code alone, and not what all pages load as well. */
const SPLITTING = {
  includeDependenciesRecursively: false,
  groups: [
    {
      name: 'language',
      test: /src[\\/](?:features[\\/]language[\\/]client[\\/]|react[\\/]use_i18n\.ts$)/,
    },
  ],
}

/** The source file of every entry point, and of every command, named as in the build folder. */
function sources(): Record<string, string> {
  const files = entryPoints().map(({ name, source }) => [name, source])
  const commands = globSync('commands/*.ts').map((file) => [file.replace(/\.ts$/, ''), file])
  const separate = SEPARATE.map((name) => [name, `${name}.ts`])
  return Object.fromEntries([...files, ...commands, ...separate])
}

/** What documents load in development: one file that shares nothing with pages. */
const DEVTOOLS = 'src/features/devtools/client/main'

const all = Object.entries(sources())
const isOfBrowsers = ([name]: [string, string]) => BROWSER_ENTRIES.includes(name)
const browser = Object.fromEntries(all.filter(isOfBrowsers))
const server = Object.fromEntries(all.filter((entry) => !isOfBrowsers(entry)))

const shared: UserConfig = {
  outDir: 'build',
  format: 'esm',
  target: 'esnext',
  clean: false,
  dts: false,
  treeshake: false,
  minify: 'dce-only',
  fixedExtension: false,
  // Nothing in the build leads to the maps, which bin/build.ts takes out of it
  sourcemap: process.env.BUILD_MAPS ? 'hidden' : false,
  // Whatever comes from node_modules stays an import.
  deps: { neverBundle: true },
}

export default defineConfig([
  { ...shared, name: 'server', platform: 'node', entry: server },
  {
    ...shared,
    name: 'browser',
    platform: 'browser',
    entry: browser,
    outputOptions: { codeSplitting: SPLITTING },
    inputOptions: { preserveEntrySignatures: 'allow-extension' },
  },
  { ...shared, name: 'devtools', platform: 'browser', entry: { [DEVTOOLS]: `${DEVTOOLS}.ts` } },
])
