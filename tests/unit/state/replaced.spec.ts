/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { rx } from '../../../src/rx.ts'
import { runHandler, State, StateDefinition } from '../../../src/state/main.ts'
import { StateRegistry, StateTree } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'

class BeforeState extends State {
  static id = 'NoteState'
  @rx.var() text = ''
  @rx.var() old = 'goes'
  private written = 0

  @rx.var() get summary() {
    return `before: ${this.text}`
  }
  @rx.event() write(text: string) {
    this.text = text
    this.written++
  }
}

class AfterState extends State {
  static id = 'NoteState'
  @rx.var() text = ''
  @rx.var() fresh = 'comes'
  private written = 0

  @rx.var() get summary() {
    return `after: ${this.text}, written ${this.written}`
  }
  @rx.event() clear() {
    this.text = ''
  }
}

class BrokenState extends State {
  static id = 'NoteState'
  @rx.var() text = ''
  @rx.var() get summary(): string {
    throw new Error('not today')
  }
}

class OtherState extends State {
  @rx.var() count = 1
}

function openTree(...states: StateClass[]) {
  const registry = new StateRegistry()
  for (const each of states) registry.add(each)
  const tree = new StateTree({ registry, freeze: true })
  const show = [...registry.all()].map(({ id }) => id)
  tree.apply(tree.prepare(tree.openScope({}), { show, full: true }))
  return { registry, tree }
}

async function call(tree: StateTree, registry: StateRegistry, event: string, args: string[] = []) {
  const definition = registry.require('NoteState')
  const scope = tree.openScope({})
  await runHandler(scope, definition, definition.events.get(event)!, args)
  return tree.apply(tree.prepare(scope))
}

function replace(registry: StateRegistry, replacement: StateClass) {
  return registry.replace([new StateDefinition(replacement)])
}

test.group('State classes that are replaced', () => {
  test('vars are kept, new ones begin, old ones go, and the browser gets all of it', async ({
    assert,
  }) => {
    const { registry, tree } = openTree(BeforeState, OtherState)
    await call(tree, registry, 'write', ['kept'])

    const [previous] = replace(registry, AfterState)
    assert.equal(previous.State, BeforeState)
    const change = tree.adapt(new Set(['NoteState']))
    const { s, d } = tree.apply(change)
    assert.deepEqual(s, {
      NoteState: {
        b: 2,
        v: { errors: {}, text: 'kept', fresh: 'comes', summary: 'after: kept, written 1' },
        e: ['clear'],
      },
    })
    assert.isUndefined(d)

    const { d: patches } = await call(tree, registry, 'clear')
    assert.lengthOf(patches!.NoteState, 2)
  })

  test('a tab that sleeps takes part when it is woken before', async ({ assert }) => {
    const { registry, tree } = openTree(BeforeState)
    await call(tree, registry, 'write', ['kept'])
    assert.isTrue(tree.sleep())
    tree.wake()
    replace(registry, AfterState)
    const { s } = tree.apply(tree.adapt(new Set(['NoteState'])))
    assert.equal(s!.NoteState.v.summary, 'after: kept, written 1')
  })

  test('a computed var that fails leaves what the browser has, until it is mended', async ({
    assert,
  }) => {
    const { registry, tree } = openTree(BeforeState)
    await call(tree, registry, 'write', ['kept'])
    replace(registry, BrokenState)
    assert.throws(() => tree.adapt(new Set(['NoteState'])), 'not today')
    replace(registry, BeforeState)
    const { s } = tree.apply(tree.adapt(new Set(['NoteState'])))
    assert.equal(s!.NoteState.v.summary, 'before: kept')
  })

  test('a tab that sleeps with a computed var that fails keeps no other from the mended class', async ({
    assert,
  }) => {
    const { registry, tree } = openTree(BeforeState)
    await call(tree, registry, 'write', ['kept'])
    replace(registry, BrokenState)
    assert.throws(() => tree.adapt(new Set(['NoteState'])), 'not today')
    assert.isTrue(tree.sleep())
    tree.wake()
    replace(registry, BeforeState)
    const { s } = tree.apply(tree.adapt(new Set(['NoteState'])))
    assert.equal(s!.NoteState.v.summary, 'before: kept')
  })

  test('another id than those that are known cannot be replaced', ({ assert }) => {
    const { registry } = openTree(BeforeState)
    assert.throws(() => replace(registry, OtherState), /OtherState/)
  })
})
