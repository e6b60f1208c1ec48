/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import reflex from 'reflex-adonis/services/main'
import type { ServerFrame } from 'reflex-adonis/types'
import { BrowserSession } from '../../../helpers/browser_session.ts'
import { grant, revoke } from './rights.ts'
import type { SocketTab } from '../../../helpers/socket_tab.ts'

const NAMES: Record<number, string> = { 1: 'Ada Lovelace', 2: 'Grace Hopper' }

/** What only those see who may enter the office. */
const SECRET = '1815'

/** One thing that happens. */
export type Step =
  | { type: 'signIn'; browser: number; user: number }
  | { type: 'signOut'; browser: number }
  | { type: 'login'; browser: number; user: number }
  | { type: 'logout'; browser: number }
  | { type: 'password'; browser: number }
  | { type: 'empty'; browser: number; isMoved: boolean }
  | { type: 'endStaff'; user: number }
  | { type: 'end'; user: number }
  | { type: 'grant' | 'revoke'; user: number }
  | { type: 'open'; browser: number; path: '/rights' | '/vault' }
  | { type: 'own'; browser: number }
  | { type: 'look'; browser: number }
  | { type: 'away'; browser: number }

/** A tab of a browser, and how many of its frames were looked at. */
interface OpenTab {
  tab: SocketTab
  path: string
  seen: number
}

/** A browser, and who is signed in there as far as the test knows. */
class Person {
  readonly browser = new BrowserSession()
  user: number | undefined
  tabs: OpenTab[] = []
}

/**
 * Two browsers and two users, to whom anything may happen. After each step, what pages were sent and what events did is held
 * against who is signed in.
 */
export class GuardWorld {
  readonly #people = [new Person(), new Person()]
  readonly #powers = new Set<number>([1])

  close(): void {
    for (const { browser } of this.#people) browser.close()
  }

  async run(step: Step): Promise<void> {
    await this.#settle()
    this.#mark()
    await this.#do(step)
    await this.#settle()
    this.#check()
    // Something else happens before who is away comes back
    if (step.type === 'away') return
    for (const person of this.#people) await this.#comeBack(person)
    await this.#settle()
    this.#check()
  }

  async #do(step: Step): Promise<void> {
    const person = 'browser' in step ? this.#people[step.browser] : undefined
    switch (step.type) {
      case 'signIn':
        await person!.browser.signIn(step.user)
        person!.user = step.user
        return
      case 'signOut':
        await person!.browser.fetch('/sign-out', { method: 'POST' })
        person!.user = undefined
        return
      case 'login':
        if (await this.#event(person!, 'login', step.user)) person!.user = step.user
        return
      case 'logout':
        if (await this.#event(person!, 'logout')) person!.user = undefined
        return
      case 'password': {
        const { user, browser } = person!
        await browser.fetch('/password', { method: 'POST' })
        if (user === undefined) return
        for (const other of this.#people) {
          if (other !== person && other.user === user) other.user = undefined
        }
        return
      }
      case 'end':
        await reflex.sessions.endOf(step.user)
        for (const other of this.#people) if (other.user === step.user) other.user = undefined
        return
      case 'empty':
        if (await this.#event(person!, 'endSession', step.isMoved)) person!.user = undefined
        return
      case 'endStaff':
        // They are others, with the same ids
        return reflex.sessions.endOf(step.user, { guard: 'staff' })
      case 'grant':
        if (!this.#powers.has(step.user)) await grant(step.user, 'office')
        this.#powers.add(step.user)
        return
      case 'revoke':
        await revoke(step.user, 'office')
        this.#powers.delete(step.user)
        return
      case 'open':
        return this.#open(person!, step.path)
      case 'own':
        return this.#own(person!)
      case 'look':
        return this.#look(person!)
      case 'away':
        for (const { tab } of person!.tabs) tab.close()
    }
  }

  /** Whether an event of a page has run that everybody may see. */
  async #event(person: Person, event: string, ...args: unknown[]): Promise<boolean> {
    const open = person.tabs.find(({ path, tab }) => path === '/rights' && isOpen(tab))
    if (!open) return false
    const { x, c } = await open.tab.call('RightsState', event, ...args)
    if (x) throw new Error(`${event} failed: ${JSON.stringify(x)}`)
    if (c) await person.browser.redeem(c)
    return true
  }

  async #open(person: Person, path: string): Promise<void> {
    if (person.tabs.length === 4) person.tabs.shift()!.tab.close()
    const response = await person.browser.fetch(path)
    const html = await response.text()
    this.#judge(person, html, `the document of ${path}`)
    const maySee = path === '/rights' || this.#maySee(person)
    if (maySee !== (response.status === 200)) {
      throw new Error(`${path} answers ${response.status} to ${describe(person)}`)
    }
    if (!maySee) return
    const tab = await person.browser.connect(await person.browser.load(path))
    await tab.hello()
    person.tabs.push({ tab, path, seen: 0 })
  }

  async #own(person: Person): Promise<void> {
    for (const { tab, path } of person.tabs) {
      if (path !== '/rights' || !isOpen(tab)) continue
      const { r, a } = await tab.call('RightsState', 'own')
      const expected = person.user === undefined ? undefined : NAMES[person.user]
      if (r !== expected) throw new Error(`An event of ${describe(person)} ran as ${String(r)}`)
      if (!r && !a) throw new Error('A guest was not led to the login')
    }
  }

  async #look(person: Person): Promise<void> {
    for (const { tab, path } of person.tabs) {
      if (path !== '/vault' || !isOpen(tab)) continue
      const answer = await Promise.race([
        tab.call('VaultState', 'look'),
        tab.closed().then(() => undefined),
      ])
      if (answer && (answer.r !== undefined) !== this.#maySee(person)) {
        throw new Error(`${describe(person)} got ${JSON.stringify(answer)}`)
      }
    }
  }

  /** Browsers connect again with the cookies that they have by now. */
  async #comeBack(person: Person): Promise<void> {
    for (const open of [...person.tabs]) {
      if (isOpen(open.tab)) continue
      const { boot } = open.tab
      const tab = await person.browser.connect(boot)
      const greeted = await Promise.race([
        tab.hello({ n: 0 }).then(() => true),
        tab.closed().then(() => false),
      ])
      const leaves = tab.frames.some(
        (frame) => frame.t === 'welcome' && !frame.snapshot && !frame.resumed
      )
      this.#judge(person, JSON.stringify(tab.frames), `what ${open.path} got when it was back`)
      if (!greeted || leaves) {
        tab.close()
        person.tabs.splice(person.tabs.indexOf(open), 1)
      } else Object.assign(open, { tab, seen: tab.frames.length })
    }
  }

  /** Waits until each open socket has what was on its way. */
  async #settle(): Promise<void> {
    // What is told 50 ms after a login, and what is collected for as long after a write
    await new Promise((resolve) => setTimeout(resolve, 120))
    for (const { tabs } of this.#people) {
      for (const { tab } of tabs) {
        if (!isOpen(tab)) continue
        const pong = tab.next((frame) => frame.t === 'pong')
        tab.send({ t: 'ping' })
        await Promise.race([pong, tab.closed()])
      }
    }
  }

  #mark(): void {
    for (const { tabs } of this.#people) for (const open of tabs) open.seen = open.tab.frames.length
  }

  #check(): void {
    for (const person of this.#people) {
      for (const open of person.tabs) {
        const frames: ServerFrame[] = open.tab.frames.slice(open.seen)
        this.#judge(person, JSON.stringify(frames), `frames of ${open.path}`)
        open.seen = open.tab.frames.length
      }
    }
  }

  /** Whatever is sent to a browser is of whom it belongs to. */
  #judge(person: Person, text: string, what: string): void {
    for (const [user, name] of Object.entries(NAMES)) {
      if (Number(user) !== person.user && text.includes(name)) {
        throw new Error(`${what} have ${name}, and the browser is that of ${describe(person)}`)
      }
    }
    if (text.includes(SECRET) && !this.#maySee(person)) {
      throw new Error(`${what} have the secret, and ${describe(person)} may not see it`)
    }
  }

  #maySee({ user }: Person): boolean {
    return user !== undefined && this.#powers.has(user)
  }
}

function isOpen({ socket }: SocketTab): boolean {
  return socket.readyState === socket.OPEN
}

function describe({ user }: Person): string {
  return user === undefined ? 'a guest' : NAMES[user]
}
