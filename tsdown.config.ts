/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { globSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'tsdown'
import { entryPoints } from './bin/support/entry_points.ts'

/** What Vite bundles for a browser: built together, so that they have one client in common. They share no chunk with server code. */
const BROWSER_ENTRIES = ['src/react/main', 'src/features/models/react/main']

/** The source file of every entry point, and of every command, named as in the build folder. */
function sources(): Record<string, string> {
  const files = entryPoints().map(({ name, source }) => [name, source])
  const commands = globSync('commands/*.ts').map((file) => [file.replace(/\.ts$/, ''), file])
  return Object.fromEntries([...files, ...commands])
}

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
  { ...shared, name: 'browser', platform: 'browser', entry: browser },
])
