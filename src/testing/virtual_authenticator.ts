/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Page } from 'playwright'

/**
 * Gives a page of Chromium an authenticator that says yes, as the fingerprint reader of a device would.
 */
export async function addAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
