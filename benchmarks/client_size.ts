/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { build } from 'vite'
import type { Rolldown } from 'vite'
import { printTable } from './table.ts'

/** Kilobytes of gzip that the client may have. */
export const CLIENT_GOAL = 14

/** What an application has anyway. */
const PEERS = /^(react|react-dom|react-router)(\/|$)/

/** All that there is, and what an application needs to show a state and to lead to another page. */
const [ALL, LEAST] = ['virtual:all', 'virtual:least']

const SOURCES: Record<string, string> = {
  [ALL]: `export * from 'reflex-adonis/react'`,
  [LEAST]: `export { createApp, Link, page, useReflex } from 'reflex-adonis/react'`,
  // An application has Vite's helper anyway: its pages are loaded on demand
  '\0vite/preload-helper.js': 'export const __vitePreload = (load) => load()',
}

function sizeOf(name: string, chunks: Rolldown.OutputChunk[]): [string, number, number] {
  const code = chunks.map((chunk) => chunk.code).join('')
  return [name, code.length / 1_000, gzipSync(code, { level: 9 }).length / 1_000]
}

/** The hook that has a file of its own, which is bundled with the pages that use it. */
const SEPARATE = /\/use_i18n\.js$/

/** The files that a browser loads of this package, but for those of some modules. */
async function filesWithout(left?: RegExp, input = ALL): Promise<Rolldown.OutputChunk[]> {
  const { output } = (await build({
    root: join(import.meta.dirname, 'app'),
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      rolldownOptions: {
        input,
        external: (id) => PEERS.test(id) || left?.test(id),
        preserveEntrySignatures: 'strict',
      },
    },
    plugins: [
      {
        name: 'client-entry',
        enforce: 'pre',
        resolveId: (id) => (Object.hasOwn(SOURCES, id) ? id : undefined),
        load: (id) => (Object.hasOwn(SOURCES, id) ? SOURCES[id] : undefined),
      },
    ],
  })) as Rolldown.RolldownOutput
  return output.filter((file) => file.type === 'chunk')
}

/**
 * What the smallest application loads of this package, in kB.
 */
export async function leastClient(): Promise<{ minified: number; gzip: number }> {
  const { own } = split(await filesWithout(SEPARATE, LEAST))
  const [, minified, gzip] = sizeOf('', own)
  return { minified, gzip }
}

/** What each page loads, and what some load on demand. */
function split(chunks: Rolldown.OutputChunk[]): Record<'own' | 'later', Rolldown.OutputChunk[]> {
  const onDemand = new Set(chunks.flatMap(({ dynamicImports }) => dynamicImports))
  const isLater = ({ fileName }: Rolldown.OutputChunk) => onDemand.has(fileName)
  return { own: chunks.filter((chunk) => !isLater(chunk)), later: chunks.filter(isLater) }
}

/**
 * What the browser loads of this package: all that `createApp` and the hooks need.
 */
export async function measureClientSize(): Promise<void> {
  const { own, later } = split(await filesWithout(SEPARATE))
  const { own: withI18n } = split(await filesWithout())
  const { minified, gzip } = await leastClient()
  printTable(
    `Client without React and React Router (goal: at most ${CLIENT_GOAL} kB gzip)`,
    ['', 'minified kB', 'gzip kB'],
    [
      ['createApp(), page(), useReflex() and Link', minified, gzip],
      sizeOf('all of reflex-adonis/react', own),
      sizeOf('what some pages load on demand', later),
      sizeOf('all, for a page that uses useI18n()', withI18n),
    ]
  )
}
