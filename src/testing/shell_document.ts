/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { BootData } from '../protocol/main.ts'

const BOOT = /<script[^>]* id="reflex-boot">(.*?)<\/script>/s

/** What the shell of a page hands to the client; undefined where a document is none. */
export function bootDataOf(html: string): BootData | undefined {
  const boot = BOOT.exec(html)
  return boot ? (JSON.parse(boot[1]) as BootData) : undefined
}
