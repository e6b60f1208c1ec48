/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import VineProvider from '@adonisjs/core/providers/vinejs_provider'
import { rx } from '../../../../src/rx.ts'
import { State, StateDefinition } from '../../../../src/state/main.ts'
import { fileFields, fileSlots } from '../../../../src/features/uploads/file_fields.ts'
import { clientFileName } from '../../../../src/features/uploads/file_name.ts'
import { uploadEvents } from '../../../../src/features/uploads/upload_events.ts'

new VineProvider({} as never).boot()

const validator = vine.create({
  title: vine.string(),
  avatar: vine.file({ size: '2mb', extnames: ['jpg'] }).optional(),
  photos: vine.array(vine.file({ extnames: [] })).maxLength(3),
  pages: vine.array(vine.object({ scan: vine.file({ size: 10 }) })).fixedLength(2),
  any: vine.file(() => ({ size: 1 })),
})

test.group('Fields that take files', () => {
  test('are read from the rules', ({ assert }) => {
    const none = { size: undefined, extnames: undefined, most: undefined }
    assert.deepEqual(fileFields(validator), [
      { ...none, path: ['avatar'], size: 2 * 1024 * 1024, extnames: ['jpg'] },
      { ...none, path: ['photos', '*'], most: 3 },
      { ...none, path: ['pages', '*', 'scan'], size: 10 },
      { ...none, path: ['any'] },
    ])
  })

  test('are found in an argument, and filled', ({ assert }) => {
    const argument = {
      avatar: 'a',
      photos: ['b', 'c'],
      pages: [{ scan: 'd' }, null, {}],
      other: 'e',
    }
    const slots = fileSlots(fileFields(validator), argument)
    assert.deepEqual(
      slots.map(({ name, value }) => [name, value]),
      [
        ['avatar', 'a'],
        ['photos.0', 'b'],
        ['photos.1', 'c'],
        ['pages.0.scan', 'd'],
      ]
    )
    slots[2].set('x')
    assert.deepEqual(argument.photos, ['b', 'x'])
  })

  test('are in no argument that is none: {$self}')
    .with([null, undefined, 5, 'avatar', [], { photos: 'a', pages: { '*': 1 } }])
    .run(({ assert }, argument) => {
      assert.deepEqual(fileSlots(fileFields(validator), argument), [])
    })

  test('are needed in the validator of such an event', ({ assert }) => {
    class NoFileState extends State {
      @rx.upload(vine.create({ title: vine.string() })) save() {}
    }
    const definition = new StateDefinition(NoFileState)
    assert.throws(() => uploadEvents(definition), /NoFileState\.save.*no vine\.file/)
  })

  test('are not made by what is no validator', ({ assert }) => {
    assert.throws(() => rx.upload({} as never), /takes a VineJS validator/)
    assert.throws(() => rx.upload(validator, { folder: 'x' } as never), /takes a VineJS validator/)
    assert.throws(() => rx.upload(validator, { direct: 1 } as never), /takes a VineJS validator/)
  })
})

test.group('The name of a file', () => {
  test('has no part of a path and nothing invisible: {0}')
    .with([
      ['/etc/passwd', 'passwd'],
      ['C:\\temp\\a.txt', 'a.txt'],
      ['a\u0000\n.txt', 'a.txt'],
      ['\u202Ea.txt', 'a.txt'],
      ['..', 'file'],
      ['.', 'file'],
      ['  a  ', 'a'],
      ['\ud800a.txt', '\ufffda.txt'],
      ['e\u0301.txt', 'é.txt'],
      ['a.', 'a.'],
    ])
    .run(({ assert }, [name, expected]) => {
      assert.equal(clientFileName(name), expected)
    })

  test('is short, and keeps its extension', ({ assert }) => {
    assert.equal(clientFileName(`${'a'.repeat(500)}.png`), `${'a'.repeat(116)}.png`)
    assert.equal(clientFileName(`a.${'b'.repeat(500)}`).length, 120)
    assert.equal(clientFileName(`${'😀'.repeat(200)}.png`), `${'😀'.repeat(49)}.png`)
    assert.equal(clientFileName(`${'ä'.repeat(200)}.png`), `${'ä'.repeat(98)}.png`)
  })
})
