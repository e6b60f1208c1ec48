/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong with all of a page. */
export async function violations(page: Page): Promise<{ id: string; nodes: string[] }[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
}
