/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { pathToFileURL } from 'node:url'
import { join, relative } from 'node:path'
import { AceFactory } from '@adonisjs/core/factories'
import { root } from '../../../bin/support/processes.ts'
import { EDGE, FEATURES, stubsOf } from '../../../src/scaffolding/auth/auth_files.ts'
import { Formatter } from '../../../src/scaffolding/formatter.ts'

/** What every file of this repository begins with. */
const HEAD = `/*\n * reflex-adonis\n *\n * (c) The reflex-adonis contributors\n */\n\n`

/**
 * The files that `make:auth` writes into the lab, where they are the pages that the tests are about.
 *
 * @returns their texts by path in the lab
 */
export async function madeFiles(): Promise<Map<string, string>> {
  const lab = join(root, 'tests/lab')
  const ace = await new AceFactory().make(pathToFileURL(`${lab}/`), {
    importer: (path) => import(path),
  })
  const stubs = await ace.app.stubs.create()
  const formatter = new Formatter(root)
  const data = {
    prefix: '',
    edge: EDGE,
    guest: '',
    has: Object.fromEntries(FEATURES.map((feature) => [feature, true])),
    hasName: true,
    hasRemember: true,
    table: 'lab_accounts',
    migration: {
      users: '1790000000001_add_email_verified_at_to_users.ts',
      tables: '1790000000002_create_auth_tables.ts',
    },
  }
  const names = [...stubsOf(new Set(FEATURES)), 'migrations/users', 'migrations/tables']
  const files = new Map<string, string>()
  for (const name of names) {
    const built = await stubs.build(`make/auth/${name}.stub`, { source: join(root, 'stubs') })
    const { contents, destination } = await built.prepare(data)
    const file = relative(lab, destination)
    const head = /\.tsx?$/.test(file) ? HEAD : ''
    const text = `${head}${contents.trim()}\n`
    files.set(file, await formatter.formatted(`tests/lab/${file}`, text))
  }
  return files
}
