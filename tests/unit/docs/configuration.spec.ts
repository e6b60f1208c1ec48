/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import ts from 'typescript'
import { root } from '../../../bin/support/processes.ts'

interface Option {
  /** As one would write it in a sentence: `tabs.keepFor`. */
  name: string
  /** As the doc comment has it. */
  fallback: string | undefined
}

/** The interfaces of the package by name. */
async function readInterfaces(): Promise<Map<string, ts.InterfaceDeclaration>> {
  const interfaces = new Map<string, ts.InterfaceDeclaration>()
  for await (const path of glob('src/**/*.ts', { cwd: root })) {
    const text = await readFile(join(root, path), 'utf8')
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement)) interfaces.set(statement.name.text, statement)
    }
  }
  return interfaces
}

function fallbackOf(member: ts.TypeElement): string | undefined {
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default')
  return tag && ts.getTextOfJSDocComment(tag.comment)?.trim().replaceAll('\\/', '/')
}

/** All options below an interface, those of the interfaces that it names included. */
function optionsOf(
  name: string,
  interfaces: Map<string, ts.InterfaceDeclaration>,
  prefix = ''
): Option[] {
  const declaration = interfaces.get(name)
  if (!declaration) return []
  const parents = declaration.heritageClauses?.flatMap(({ types }) => [...types]) ?? []
  const inherited = parents.flatMap(({ expression }) =>
    optionsOf(expression.getText(), interfaces, prefix)
  )
  const own = declaration.members.filter(ts.isPropertySignature).flatMap((member) => {
    const option = prefix + member.name.getText()
    const { type } = member
    const forms = type && ts.isUnionTypeNode(type) ? [...type.types] : type ? [type] : []
    const inner = forms.flatMap((form) => optionsOf(form.getText(), interfaces, `${option}.`))
    // It has options of its own, and may be something else as well
    const isWhole = inner.length === 0 || forms.length > 1
    return [...(isWhole ? [{ name: option, fallback: fallbackOf(member) }] : []), ...inner]
  })
  return [...inherited, ...own]
}

/** The rows of the tables of a document by their first cell. */
function rowsOf(text: string): Map<string, string> {
  const rows = text.matchAll(/^\| `([\w.]+)` +\|(.*)\|$/gm)
  return new Map([...rows].map(([, name, rest]) => [name, rest]))
}

test.group('docs/configuration.md', () => {
  test('has a row for every option of config/reflex.ts, and for no other', async ({ assert }) => {
    const options = optionsOf('ReflexConfig', await readInterfaces())
    const rows = rowsOf(await readFile(join(root, 'docs/configuration.md'), 'utf8'))
    assert.isAbove(options.length, 10)
    assert.sameMembers(
      [...rows.keys()],
      options.map(({ name }) => name)
    )
  })

  test('names the defaults that the options really have', async ({ assert }) => {
    const options = optionsOf('ReflexConfig', await readInterfaces())
    const rows = rowsOf(await readFile(join(root, 'docs/configuration.md'), 'utf8'))
    const wrong = options
      // What is no value, such as a description, may be told in other words
      .filter(({ fallback }) => fallback && /^('[^']*'|\d+|\[.*\]|true|false)$/.test(fallback))
      .filter(({ name, fallback }) => !rows.get(name)?.includes(`\`${fallback}\``))
    assert.deepEqual(wrong, [])
  })
})
