/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { getActiveTestOrFail } from '@japa/runner'
import type { Page } from 'playwright-core'
import { room } from 'reflex-adonis/plugins/japa'
import type { JsonValue } from 'reflex-adonis/types'
import { DoorsRoomState } from '#states/doors_state'
import { openPage } from '../../../../helpers/browser/main.ts'
import { baseUrl } from '../../../../helpers/browser_session.ts'
import type { Door, OpenDoor } from './door.ts'

interface Window {
  held?: (...args: unknown[]) => Promise<unknown>
  states?: Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>
  __reflex?: {
    connection(): string
    vars(id: string): Record<string, JsonValue> | undefined
  }
}

/** Milliseconds within which a page that goes somewhere has begun to. */
const PAUSE = 300

/** Milliseconds within which a page shows what others have done. */
const PATIENCE = 20_000

async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { __reflex: reflex, states } = globalThis as unknown as Window
    return reflex?.connection() === 'connected' && states !== undefined
  })
}

function openDoor(page: Page): OpenDoor {
  const settle = async () => {
    await page.waitForTimeout(PAUSE)
    await page.waitForLoadState('networkidle')
  }
  return {
    call: (state, event, ...args) =>
      page.evaluate(
        ([id, name, given]) =>
          (globalThis as unknown as Window).states![id][name](...given).then(
            () => undefined,
            (error: { code?: string; message: string }) => error.code ?? error.message
          ),
        [state.name, event, args as unknown[]] as const
      ),
    debounce(state, event, milliseconds, ...args) {
      void page.evaluate(
        ([id, name, time, given]) => {
          const caller = (globalThis as unknown as Window).states![id][name] as unknown as {
            debounce(time: number): (...args: unknown[]) => unknown
          }
          void caller.debounce(time)(...given)
        },
        [state.name, event, milliseconds, args as unknown[]] as const
      )
    },
    async hold(state, event) {
      await page.evaluate(
        ([id, name]) => {
          const { states } = globalThis as unknown as Window
          Object.assign(globalThis, { held: states![id][name] })
        },
        [state.name, event] as const
      )
      return () =>
        page.evaluate(() =>
          (globalThis as unknown as Window).held!().then(
            () => undefined,
            (error: { code?: string; message: string }) => error.code ?? error.message
          )
        )
    },
    async submit(label, fields, button) {
      const form = page.getByRole('form', { name: label })
      for (const [name, value] of Object.entries(fields)) {
        const field = form.locator(`[name="${name}"]`)
        if (typeof value === 'boolean') await field.setChecked(value)
        else if (typeof value === 'string') await field.fill(value)
        else {
          const buffer = Buffer.from(await value.arrayBuffer())
          await field.setInputFiles({ name: value.name, mimeType: value.type, buffer })
        }
      }
      const buttons = button === undefined ? form.locator('button') : form.getByText(button)
      await buttons.click()
      await settle()
    },
    vars: (state) =>
      page.evaluate(
        (id) => ({ ...(globalThis as unknown as Window).__reflex!.vars(id) }),
        state.name
      ),
    async shows(look) {
      const end = performance.now() + PATIENCE
      while (!(await look())) {
        if (performance.now() > end) return false
        await settle()
      }
      return true
    },
    async click(url) {
      // A link of the page, whichever it has
      await page.evaluate((href) => {
        const link = document.querySelector(`a[href="${href}"]`)
        if (!(link instanceof HTMLElement)) throw new Error(`No link to ${href}`)
        link.click()
      }, url)
      await settle()
    },
    follow: settle,
    async url() {
      const { pathname, search } = new URL(page.url())
      return pathname + search
    },
    title: () => page.title(),
    isPage: () => page.evaluate(() => '__reflex' in globalThis),
    opened: async () => {
      await settle()
      const others = page
        .context()
        .pages()
        .filter((each) => each !== page)
      return others.map((each) => new URL(each.url()).pathname)
    },
    async openTab(path) {
      const other = await page.context().newPage()
      await other.goto(path)
      await ready(other)
      return openDoor(other)
    },
    toasts: () => page.locator('.reflex-toast').allInnerTexts(),
    sees: () => page.locator('body').innerText(),
  }
}

export const chromiumDoor: Door = {
  name: 'Chromium',
  async open(path, { user, flash, locale, headers } = {}) {
    const { host, 'user-agent': userAgent, ...rest } = headers ?? {}
    const base = new URL(baseUrl())
    if (host !== undefined) base.hostname = host
    const page = await openPage({
      baseURL: base.href,
      locale,
      extraHTTPHeaders: rest,
      ...(userAgent !== undefined && { userAgent }),
    })
    // Its tab is a member for a while after it has gone
    getActiveTestOrFail().cleanup(() => room(DoorsRoomState).empty())
    if (user !== undefined) await page.request.post('/sign-in', { form: { id: user } })
    if (flash) await page.request.get('/flash-note')
    await page.goto(path)
    await ready(page)
    return openDoor(page)
  },
}
