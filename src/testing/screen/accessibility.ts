/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { DrawnWindow } from './dom.ts'
import { load } from './dom.ts'

export interface AccessibilityOptions {
  /** Rules of axe-core that are left out, by id. */
  except?: readonly string[]
}

interface Axe {
  source: string
}

interface Violation {
  id: string
  help: string
  nodes: { html: string }[]
}

interface AxeWindow extends DrawnWindow {
  axe: { run(context: Node, options: object): Promise<{ violations: Violation[] }> }
}

/** What needs a layout, or a document around the page, which is the shell's. */
const UNSEEN = ['color-contrast', 'target-size', 'document-title', 'html-has-lang']

/**
 * In lines, what axe-core finds wrong with a page.
 *
 * @throws E_TEST_NO_PACKAGE without axe-core
 */
export async function accessibilityProblems(
  window: DrawnWindow,
  { except = [] }: AccessibilityOptions
): Promise<string[]> {
  const { default: axe } = await load<{ default: Axe }>('axe-core', () => import('axe-core'))
  window.eval(axe.source)
  const rules = Object.fromEntries([...UNSEEN, ...except].map((id) => [id, { enabled: false }]))
  const { violations } = await (window as AxeWindow).axe.run(window.document.body, { rules })
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 120)}`)
  )
}
