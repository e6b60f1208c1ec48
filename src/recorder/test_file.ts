/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Application } from './application.ts'
import type { WrittenTest } from './walk_code.ts'

/**
 * The file with the tests of a recording, before it is formatted.
 *
 * @param group - title of the group
 */
export function testFile(
  group: string,
  tests: readonly WrittenTest[],
  { isolation }: Application
): string {
  const imports = new Map(tests.flatMap((each) => [...each.imports]))
  const statements = [...imports.values()]
  const packages = statements.filter((each) => / from "?'?[^#.]/.test(each))
  const own = statements.filter((each) => !packages.includes(each)).sort()
  return [
    "import { test } from '@japa/runner'",
    ...isolation.imports,
    ...packages,
    ...own,
    '',
    `test.group(${JSON.stringify(group)}, (${isolation.setUp.length > 0 ? 'group' : ''}) => {`,
    ...isolation.setUp,
    ...tests.flatMap((each) => ['', ...bodyOf(each)]),
    '})',
    '',
  ].join('\n')
}

function bodyOf({ title, usesAssert, lines }: WrittenTest): string[] {
  const context = usesAssert ? '{ assert }' : ''
  return [`test(${JSON.stringify(title)}, async (${context}) => {`, ...lines, '})']
}
