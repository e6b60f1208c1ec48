/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { openPage } from '../browser/main.ts'

/** A page, with what it says in the console and how often its document was loaded. */
export class WatchedPage {
  readonly said: string[] = []
  /** What was answered with an error, as `404 /assets/app.js`. */
  readonly failures: string[] = []
  loads = 0

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.said.push(message.text())
    })
    page.on('response', (response) => {
      if (response.status() < 400) return
      this.failures.push(`${response.status()} ${new URL(response.url()).pathname}`)
    })
    page.on('request', (request) => {
      if (request.isNavigationRequest()) this.loads++
    })
  }

  static async open(baseURL: string, path = '/'): Promise<WatchedPage> {
    // Certificates of tests are nobody's
    const page = await openPage({ baseURL, ignoreHTTPSErrors: true })
    const watched = new WatchedPage(page)
    await watched.page.goto(path)
    return watched
  }

  add(): Promise<void> {
    return this.click('Add')
  }

  async click(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button }).click()
  }

  async shows(id: string, text: string): Promise<void> {
    await this.page.waitForFunction(
      ([name, value]) => document.getElementById(name)?.textContent === value,
      [id, text] as const
    )
  }

  /** Resolves while something counts that began not long ago: a busy browser does not see each number. */
  async counts(id: string): Promise<void> {
    await this.page.waitForFunction((name) => {
      const number = Number(document.getElementById(name)?.textContent)
      return number >= 2 && number < 300
    }, id)
  }

  /** Resolves when its document was loaded as often. */
  async hasLoaded(times: number): Promise<void> {
    while (this.loads < times) await setTimeout(20)
    await this.page.waitForLoadState()
  }

  async isOf(release: number): Promise<void> {
    await this.page.getByRole('heading', { name: `Release ${release}` }).waitFor()
  }

  async type(text: string): Promise<void> {
    await this.page.getByLabel('Text').pressSequentially(text)
  }

  /** Resolves when the field has a text. */
  async hasTyped(text: string): Promise<void> {
    const field = await this.page.getByLabel('Text').elementHandle()
    await this.page.waitForFunction(
      ([input, value]) => (input as HTMLTextAreaElement).value === value,
      [field, text] as const
    )
  }
}
