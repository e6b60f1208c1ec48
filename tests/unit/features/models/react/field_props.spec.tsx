/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  FieldError,
  fieldProps,
  selectProps,
  textareaProps,
} from '../../../../../src/features/models/react/main.ts'

const fields = {
  name: { type: 'text', required: true, minLength: 2, maxLength: 40, pattern: 'a|b' },
  price: { type: 'number', required: true, min: 0, max: 9, step: 1 },
  isSold: { type: 'checkbox', required: false },
  since: { type: 'date', required: false },
  soldAt: { type: 'datetime-local', required: false },
  kind: { type: 'select', required: true, choices: ['new', 'old'] },
  tags: { type: 'number', required: false, multiple: true },
} as const

const values = {
  name: 'Tea',
  price: 0,
  isSold: true,
  since: '2026-03-01T10:00:00.000+00:00',
  soldAt: '2026-03-01T10:30:00.000+00:00',
  kind: 'old',
  tags: [1, 2],
}

const empty = { fields, record: null, errors: {} }
const open = { ...empty, record: { values } }

test.group('Props of fields', () => {
  test('are what the validator asks for, and what the row has', ({ assert }) => {
    assert.deepEqual(fieldProps(open, 'name'), {
      name: 'name',
      type: 'text',
      required: true,
      minLength: 2,
      maxLength: 40,
      pattern: '.*(?:a|b).*',
      defaultValue: 'Tea',
    })
    assert.deepEqual(fieldProps(open, 'price'), {
      name: 'price',
      type: 'number',
      required: true,
      min: 0,
      max: 9,
      step: 1,
      defaultValue: '0',
    })
    assert.deepEqual(fieldProps(open, 'isSold'), {
      name: 'isSold',
      type: 'checkbox',
      defaultChecked: true,
    })
    assert.deepEqual(fieldProps(open, 'since'), {
      name: 'since',
      type: 'date',
      defaultValue: '2026-03-01',
    })
    assert.deepEqual(fieldProps(open, 'soldAt'), {
      name: 'soldAt',
      type: 'datetime-local',
      defaultValue: '2026-03-01T10:30',
    })
  })

  test('have nothing at first where no row is open', ({ assert }) => {
    assert.equal(fieldProps(empty, 'price').defaultValue, '')
    assert.isFalse(fieldProps(empty, 'isSold').defaultChecked)
    assert.equal(selectProps(empty, 'kind').defaultValue, '')
    assert.deepEqual(selectProps(empty, 'tags').defaultValue, [])
  })

  test('fit the element that they are for', ({ assert }) => {
    assert.deepEqual(textareaProps(open, 'name'), {
      name: 'name',
      required: true,
      minLength: 2,
      maxLength: 40,
      defaultValue: 'Tea',
    })
    assert.deepEqual(selectProps(open, 'kind'), {
      name: 'kind',
      required: true,
      defaultValue: 'old',
    })
    assert.deepEqual(selectProps(open, 'tags'), {
      name: 'tags[]',
      multiple: true,
      defaultValue: ['1', '2'],
    })
    assert.equal(fieldProps(open, 'kind').type, 'text')
  })

  test('keep what was entered when the form was refused without a script', ({ assert }) => {
    const refused = { ...open, input: { name: 'T', isSold: 'on', price: '' } }
    assert.equal(fieldProps(refused, 'name').defaultValue, 'T')
    assert.equal(fieldProps(refused, 'price').defaultValue, '')
    assert.isTrue(fieldProps(refused, 'isSold').defaultChecked)
    assert.equal(fieldProps(refused, 'since').defaultValue, '2026-03-01')
  })

  test('name the element that says what is wrong, which is there only then', ({ assert }) => {
    const refused = { ...open, errors: { price: 'Too much' } }
    const { 'aria-invalid': invalid, 'aria-describedby': id } = fieldProps(refused, 'price')
    assert.isTrue(invalid)
    assert.equal(
      renderToStaticMarkup(<FieldError of={refused} name="price" className="error" />),
      `<p class="error" id="${id}" role="alert">Too much</p>`
    )
    assert.equal(renderToStaticMarkup(<FieldError of={refused} name="name" />), '')
    assert.notProperty(fieldProps(refused, 'name'), 'aria-invalid')
    const other = selectProps({ ...open, errors: { kind: 'No' } }, 'kind', { id: 'second' })
    assert.equal(other['aria-describedby'], 'second-kind-error')
  })
})
