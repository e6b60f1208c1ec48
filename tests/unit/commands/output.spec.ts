/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { AceFactory } from '@adonisjs/core/factories'
import type { BaseCommand } from '@adonisjs/core/ace'
import { test } from '@japa/runner'
import DeployAssets from '../../../commands/deploy_assets.ts'
import ListRooms from '../../../commands/list_rooms.ts'
import ListTabs from '../../../commands/list_tabs.ts'
import type { Operator } from '../../../src/operator/main.ts'

/** What a terminal would act upon. Lines of the output itself are several entries. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

/** Each is a name that somebody has made up, and how it is shown. */
const NAMES = [
  { name: '\u001b[2J\u001b]0;title\u0007', shown: '\\u001b[2J\\u001b]0;title\\u0007' },
  { name: 'a\nb\r\tc\u007f', shown: 'a\\nb\\r\\tc\\u007f' },
  { name: '\u009b31m\u0085', shown: '\\u009b31m\\u0085' },
  { name: 'a\u202eb\u2066c\u2069\u200f', shown: 'a\\u202eb\\u2066c\\u2069\\u200f' },
  { name: 'l\u2028p\u2029z\ufeff', shown: 'l\\u2028p\\u2029z\\ufeff' },
  { name: 'Zoë’s 部屋 👩‍🚀 C:\\new', shown: 'Zoë’s 部屋 👩‍🚀 C:\\new' },
]

type Operates = BaseCommand & { operate(operator: unknown): Promise<void> }

async function shown(
  command: typeof ListRooms | typeof ListTabs,
  flags: string[],
  operator: unknown
): Promise<string[]> {
  const ace = await new AceFactory().make(new URL('../../../', import.meta.url), {
    importer: (file) => import(file),
  })
  ace.ui.switchMode('raw')
  const made = (await ace.create(command as never, flags)) as unknown as Operates
  made.hydrate()
  await made.operate(operator as Operator)
  return ace.ui.logger.getLogs().map(({ message }) => message)
}

test.group('Commands show what others have named', () => {
  test('in lists of rooms, in rooms and in lists of tabs: {shown}')
    .with(NAMES)
    .run(async ({ assert }, { name, shown: expected }) => {
      const counts = { members: 1, tabs: 1, idle: 0, running: 0, connected: true }
      const row = { ...counts, state: name, name, processes: [name], id: name }
      const tab = { ...counts, id: name, user: name, session: name, page: name, process: name }
      const room = { vars: { [name]: name }, members: [{ id: name, user: name }] }
      const operator = {
        rooms: {
          list: async () => ({ rooms: [row], next: name, unanswered: [name] }),
          look: async () => ({ room, unanswered: [name] }),
        },
        tabs: { list: async () => ({ tabs: [tab], next: name, unanswered: [name] }) },
      }
      for (const [command, flags] of [
        [ListRooms, []],
        [ListRooms, ['--state=ChatState', '--room=a']],
        [ListTabs, []],
      ] as const) {
        const lines = await shown(command, [...flags], operator)
        assert.isAbove(lines.length, 2)
        for (const line of lines) assert.notMatch(line, UNSEEN)
        assert.include(lines.join(''), expected)
        // What a program reads stays as JSON has it
        const [json] = await shown(command, [...flags, '--json'], operator)
        const value = JSON.parse(json)
        assert.include(JSON.stringify(value), JSON.stringify(name))
        assert.equal(json, JSON.stringify(value, null, 2))
      }
    })

  test('in a room that is not open, and in what a process fails with: {shown}')
    .with(NAMES)
    .run(async ({ assert }, { name, shown: expected }) => {
      const operator = { rooms: { look: async () => ({ room: undefined, unanswered: [name] }) } }
      const lines = await shown(ListRooms, ['--state=ChatState', `--room=${name}`], operator)
      for (const line of lines) assert.notMatch(line, UNSEEN)
      assert.include(lines[0], `No room "${expected}" of the state "ChatState"`)
    })
})

test.group('The command for files of several builds', () => {
  test('keeps at least two of them: --keep={$self} is refused, and nothing is looked at')
    .with(['1', '0', '-3', '2.5'])
    .run(async ({ assert, fs }, keep) => {
      const ace = await new AceFactory().make(new URL('../../../', import.meta.url), {
        importer: (file) => import(file),
      })
      ace.ui.switchMode('raw')
      const command = await ace.create(DeployAssets, [fs.basePath, `--keep=${keep}`])
      command.hydrate()
      await command.run()
      assert.equal(command.exitCode, 1)
      const [{ message }] = ace.ui.logger.getLogs()
      assert.include(message, '--keep is a whole number from 2 on')
    })

  test('shows what is wrong with names that are odd', async ({ assert, fs }) => {
    const ace = await new AceFactory().make(new URL('../../../', import.meta.url), {
      importer: (file) => import(file),
    })
    ace.ui.switchMode('raw')
    const folder = join(fs.basePath, 'other\u001b[2J\n')
    const command = await ace.create(DeployAssets, [folder])
    command.hydrate()
    const app = { config: { get: () => fs.basePath }, makePath: (path: string) => path }
    Object.assign(command, { app })
    await fs.create('.vite/reflex.json', '{"build":"one"}')
    await command.run()
    assert.equal(command.exitCode, 1)
    const [{ message }] = ace.ui.logger.getLogs()
    assert.notMatch(message, UNSEEN)
    assert.match(
      message,
      /The folder ".*other\\u001b\[2J\\n" does not exist\. Create it with --create/
    )
  })
})
