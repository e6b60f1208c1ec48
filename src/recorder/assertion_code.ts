/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { accessOf, literal } from './literal.ts'
import type { Expectation } from './expectations.ts'

/**
 * Writes an expectation as an assertion of the harness.
 *
 * @param state - gives the class of a state; undefined where no file has it
 * @returns undefined for one of a state that a test cannot name
 */
export function assertionOf(
  expected: Expectation,
  state: (id: string) => string | undefined
): string | undefined {
  const { page } = expected
  const text = (value: unknown) => literal(value)
  if (expected.kind === 'toast') {
    return `${page}.assertToast(${text(expected.text)}, ${text(expected.level)})`
  }
  if (expected.kind === 'redirect') return `${page}.assertRedirectsTo(${text(expected.url)})`
  if (expected.kind === 'download') return `${page}.assertDownloaded(${text(expected.filename)})`
  if (expected.kind === 'action') {
    return `${page}.assertAction(${text(expected.type)}, ${text(expected.values)})`
  }
  if (expected.kind === 'refused') {
    const { status, code } = expected
    return `${page}.assertRefused(${text({ status, code })})`
  }
  if (expected.kind === 'page') return `${page}.assertPage(${text(expected.file)})`
  if (expected.kind === 'url') return `${page}.assertUrl(${text(expected.url)})`
  if (expected.kind === 'title') return `${page}.assertTitle(${text(expected.title)})`
  if (expected.kind === 'flash') {
    return `${page}.assertFlash(${text(expected.name)}, ${text(expected.value)})`
  }
  if (expected.kind === 'shared') return `${page}.assertShared(${text(expected.values)})`
  if (expected.kind === 'language') return `${page}.assertLanguage(${text(expected.locale)})`
  const name = state(expected.state)
  if (name === undefined) return undefined
  if (expected.kind === 'length') {
    return `assert.lengthOf(${page}.state(${name})${accessOf([expected.name])}, ${expected.length})`
  }
  if (expected.kind === 'noErrors') return `${page}.assertNoErrors(${name})`
  if (expected.kind === 'errors') return `${page}.assertErrors(${name}, ${text(expected.errors)})`
  const assertion = `(${name}, ${text(expected.vars)})`
  return expected.isLive
    ? `await ${page}.assertLive${assertion}`
    : `${page}.assertState${assertion}`
}
