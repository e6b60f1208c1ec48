/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'

interface Index {
  commands: { commandName: string; aliases: string[] }[]
}

async function takenNames(): Promise<Set<string>> {
  const names = new Set<string>()
  for await (const file of glob('node_modules/@adonisjs/*/build/**/commands.json', { cwd: root })) {
    const { commands } = JSON.parse(await readFile(join(root, file), 'utf8')) as Index
    for (const { commandName, aliases } of commands) {
      for (const name of [commandName, ...aliases]) names.add(name)
    }
  }
  return names
}

test.group('Commands', () => {
  test('have no name that a command of a package of Adonis has', async ({ assert }) => {
    const taken = await takenNames()
    assert.isTrue(taken.has('make:page'))

    for await (const file of glob('commands/*.ts', { cwd: root })) {
      const command = await import(join(root, file))
      const { commandName, aliases = [] } = command.default
      for (const name of [commandName, ...aliases]) assert.isFalse(taken.has(name), name)
    }
  })
})
