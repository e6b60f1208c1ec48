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

/** What an application has anyway. */
const PEERS = /^(react|react-dom|react-router)(\/|$)/

/**
 * What the browser loads of this package: all that `createApp` and the hooks need.
 */
export async function measureClientSize(): Promise<void> {
  const { output } = (await build({
    root: join(import.meta.dirname, 'app'),
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: true,
      rolldownOptions: {
        input: 'virtual:client',
        external: (id) => PEERS.test(id),
        preserveEntrySignatures: 'strict',
      },
    },
    plugins: [
      {
        name: 'client-entry',
        resolveId: (id) => (id === 'virtual:client' ? id : undefined),
        load: (id) => (id === 'virtual:client' ? `export * from 'reflex-adonis/react'` : undefined),
      },
    ],
  })) as Rolldown.RolldownOutput
  const code = output.map((file) => (file.type === 'chunk' ? file.code : '')).join('')
  printTable(
    'Client without React and React Router (goal: at most 15 kB gzip)',
    ['', 'minified kB', 'gzip kB'],
    [['reflex-adonis/react', code.length / 1_000, gzipSync(code, { level: 9 }).length / 1_000]]
  )
}
