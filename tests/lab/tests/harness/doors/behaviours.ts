/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { UnbridgedState, DoorsRoomState, DoorsState } from '#states/doors_state'
import type { DoorName, OpenDoor, Visitor } from './door.ts'

/** Something that one can do on a page, and what comes of it, in whichever way a test does it. */
export interface Behaviour {
  it: string
  at?: string
  as?: Visitor
  does: (page: OpenDoor) => Promise<unknown>
  comes: unknown
  /** Where it is not the same, and why: the guide's table has the sentence. */
  except?: Partial<Record<DoorName, string>>
}

const NO_BROWSER = 'An event request has no page, browser or middleware'

const onPages = { beginEventRequest: NO_BROWSER }

const seen = async (page: OpenDoor) => (await page.vars(DoorsState)).seen
const trail = async (page: OpenDoor) => (await page.vars(DoorsState)).trail

function submitting(fields: Record<string, string | boolean>) {
  return async (page: OpenDoor) => {
    await page.submit('Order', fields)
    return seen(page)
  }
}

function leading(url: string, event = 'lead') {
  return async (page: OpenDoor) => {
    await page.call(DoorsState, event, url)
    await page.follow()
    return page.url()
  }
}

/** The differential table: what comes of it has to be the same for all doors and Chromium. */
export const BEHAVIOURS: readonly Behaviour[] = [
  {
    it: 'leaves empty fields of a form out',
    does: submitting({ name: '', age: '' }),
    comes: { qty: {} },
    except: onPages,
  },
  {
    it: 'trims the fields of a form',
    does: submitting({ name: '  Ada ', age: ' 36 ' }),
    comes: { name: 'Ada', age: 36, qty: {} },
    except: onPages,
  },
  {
    it: 'sends a checkbox that is on, and names with numbers as keys',
    does: submitting({ 'on': true, 'qty[170]': '3' }),
    comes: { on: true, qty: { 170: 3 } },
    except: onPages,
  },
  {
    it: 'leaves a checkbox that is off out',
    does: submitting({ name: 'Ada', on: false }),
    comes: { name: 'Ada', qty: {} },
    except: onPages,
  },
  {
    it: 'refuses a file in the form of an event',
    async does(page) {
      await page.submit('File', { file: new File(['text'], 'a.txt', { type: 'text/plain' }) })
      return [await seen(page), (await page.toasts()).join(' ').includes('holds a file')]
    },
    comes: [null, true],
    except: onPages,
  },
  {
    it: 'shows who is signed in, the language and what was flashed before',
    as: { user: 1, locale: 'de', flash: { note: 'from before' } },
    async does(page) {
      const { isAuthenticated, currentUser, language, messages } = await appVars(page)
      return [isAuthenticated, currentUser !== null, language, messages]
    },
    comes: [true, true, 'de', { note: 'from before' }],
  },
  {
    it: 'shows who is signed in after a login',
    async does(page) {
      const before = (await appVars(page)).isAuthenticated
      await page.call(DoorsState, 'enter')
      return [before, (await appVars(page)).isAuthenticated]
    },
    comes: [false, true],
  },
  {
    it: 'shows the shared data, and what an event has refreshed',
    async does(page) {
      const before = (await page.sees()).includes('0 in the basket')
      await page.call(DoorsState, 'fill')
      return [before, await page.shows(async () => (await page.sees()).includes('1 in the basket'))]
    },
    comes: [true, true],
    except: onPages,
  },
  {
    it: 'leaves the application for an address where nothing is',
    async does(page) {
      await page.click('/doors/nowhere')
      return [await page.url(), await page.isPage()]
    },
    comes: ['/doors/nowhere', false],
    except: onPages,
  },
  {
    it: 'goes to another page, with its title',
    async does(page) {
      await page.click('/doors/other')
      return [await page.url(), await page.title(), await page.isPage()]
    },
    comes: ['/doors/other', 'Other', true],
    except: onPages,
  },
  {
    it: 'follows a redirect',
    does: leading('/doors/other'),
    comes: '/doors/other',
    except: onPages,
  },
  {
    it: 'follows a redirect to an address of its own with its origin',
    does: leading('/doors/other', 'leadWhole'),
    comes: '/doors/other',
    except: onPages,
  },
  {
    it: 'follows a redirect to a place on a page',
    does: async (page) => [await leading('#top')(page), await leading('/doors/other#top')(page)],
    comes: ['/doors', '/doors/other'],
    except: onPages,
  },
  {
    it: 'goes where the first of two redirects of a page leads',
    async does(page) {
      const other = await page.openTab('/doors/twice')
      await other.follow()
      return other.url()
    },
    comes: '/doors/other',
    except: onPages,
  },
  {
    it: 'follows a redirect to an address that is relative',
    does: leading('doors/other'),
    comes: '/doors/other',
    except: onPages,
  },
  {
    it: 'follows a redirect to another query string',
    does: leading('?q=3'),
    comes: '/doors?q=3',
    except: onPages,
  },
  {
    it: 'follows a redirect that loads a page',
    does: leading('/doors/other', 'leadAnew'),
    comes: '/doors/other',
    except: onPages,
  },
  {
    it: 'follows a redirect to what is not a page',
    does: leading('/sign-in'),
    comes: '/sign-in',
    except: onPages,
  },
  {
    it: 'stays for a redirect in a new tab',
    async does(page) {
      const url = await leading('/doors/other', 'leadAside')(page)
      return [url, await page.opened()]
    },
    comes: ['/doors', ['/doors/other']],
    except: onPages,
  },
  {
    it: 'sends a form only if its fields keep their rules',
    at: '/doors/rules',
    async does(page) {
      const valid = { name: 'Ada', mail: 'a@example.com', site: 'https://example.com', code: 'abc' }
      const cases: [fields: Record<string, string>, button?: string][] = [
        [{}],
        [{ name: '' }],
        [{ name: '' }, 'Anyway'],
        [{ mail: 'nobody' }],
        [{ site: 'nowhere' }],
        [{ age: '0' }],
        [{ age: '12' }],
        [{ age: '3' }],
        [{ age: '4' }],
        [{ code: 'A1' }],
        [{ nick: 'ab' }],
        [{ nick: 'abc' }],
      ]
      const sent: number[] = []
      for (const [index, [fields, button = 'Rules']] of cases.entries()) {
        const before = ((await trail(page)) as string[]).length
        await page.submit('Rules', { age: '', nick: '', ...valid, ...fields }, button)
        if (((await trail(page)) as string[]).length > before) sent.push(index)
      }
      // A default may be too short, and a form may leave its rules to the server
      const other = await page.openTab('/doors/rules')
      await other.submit('Rules', {}, 'Rules')
      await other.submit('Lenient', {}, 'Lenient')
      return [sent, await trail(other)]
    },
    comes: [
      [0, 2, 8, 11],
      ['sent', 'sent'],
    ],
    except: onPages,
  },
  {
    it: 'refuses the event of a page that was left',
    async does(page) {
      const say = await page.hold(DoorsState, 'note')
      await page.click('/doors/other')
      return say()
    },
    comes: 'E_STATE_NOT_REACHABLE',
    except: onPages,
  },
  {
    it: 'sends the headers of the browser with each request',
    at: '/doors/agent',
    as: { headers: { 'user-agent': 'A browser of a test' } },
    async does(page) {
      await page.call(DoorsState, 'agent')
      await page.click('/doors/other')
      await page.click('/doors/agent')
      return trail(page)
    },
    comes: ['A browser of a test', 'A browser of a test', 'A browser of a test'],
    except: onPages,
  },
  {
    it: 'asks for the host that its address has',
    as: { headers: { host: 'shop.localhost' } },
    async does(page) {
      await page.call(DoorsState, 'host')
      return String(await seen(page)).replace(/:\d+$/, '')
    },
    comes: 'shop.localhost',
  },
  {
    it: 'refuses an event that is too large',
    does: (page) => page.call(DoorsState, 'take', 'x'.repeat(20_000)),
    comes: 'E_FRAME_TOO_LARGE',
    except: onPages,
  },
  {
    it: 'has no request in a state without a bridge',
    async does(page) {
      await page.call(UnbridgedState, 'look')
      return (await page.vars(UnbridgedState)).hasContext
    },
    comes: false,
  },
  {
    it: 'has the title that a handler gives it, until the next page',
    async does(page) {
      await page.call(DoorsState, 'rename')
      const renamed = await page.title()
      await page.click('/doors/other')
      return [renamed, await page.title()]
    },
    comes: ['Renamed', 'Other'],
    except: onPages,
  },
  {
    it: 'keeps in the storage what a second tab reads there',
    async does(page) {
      await page.call(DoorsState, 'keep')
      const other = await page.openTab('/doors')
      // What is stored arrives as an event of its own
      await other.call(DoorsState, 'note', 'read')
      return (await other.vars(DoorsState)).kept
    },
    comes: 'kept',
    except: onPages,
  },
  {
    it: 'sends cookies to the paths that they are for, while they last',
    async does(page) {
      await page.call(DoorsState, 'bake')
      await page.call(DoorsState, 'eat')
      const other = await page.openTab('/doors')
      await other.call(DoorsState, 'cookies')
      return seen(other)
    },
    comes: ['everywhere'],
    except: onPages,
  },
  {
    it: 'calls an event that a handler dispatches',
    async does(page) {
      await page.call(DoorsState, 'ask')
      await page.call(DoorsState, 'note', 'after')
      return trail(page)
    },
    comes: ['asked', 'after'],
  },
  {
    it: 'goes on where an event fails that a handler has dispatched',
    async does(page) {
      const failure = await page.call(DoorsState, 'askInVain')
      await page.call(DoorsState, 'note', 'last')
      return [failure, await trail(page)]
    },
    comes: [undefined, ['after', 'last']],
  },
  {
    it: 'rejects a call that fails, and changes nothing',
    async does(page) {
      return [await page.call(DoorsState, 'fail'), await trail(page)]
    },
    comes: ['E_TEAPOT', []],
  },
  {
    it: 'sends at once what waits for a pause, before it goes to another page',
    async does(page) {
      page.debounce(DoorsState, 'type', 60_000, 'typed')
      await page.click('/doors/other')
      await page.click('/doors')
      return (await page.vars(DoorsState)).text
    },
    comes: 'typed',
    except: onPages,
  },
  {
    it: 'shows a room that another tab has changed',
    async does(page) {
      const lines = async () => (await page.vars(DoorsRoomState)).lines as string[]
      await lines()
      const other = await page.openTab('/doors')
      await other.call(DoorsRoomState, 'say', 'Hello')
      return page.shows(async () => (await lines()).includes('Hello'))
    },
    comes: true,
  },
  {
    it: 'shows its texts in the language that an event has chosen',
    as: { locale: 'en' },
    async does(page) {
      await page.click('/doors/language')
      await page.call(DoorsState, 'speak', 'de')
      return page.shows(async () => (await page.sees()).includes('Wählen Sie: Sprache'))
    },
    comes: true,
    except: onPages,
  },
  {
    it: 'fails where a component throws',
    async does(page) {
      await page.click('/doors/broken')
      return (await page.sees()).includes('The component has failed')
    },
    comes: true,
    except: onPages,
  },
]

/** What pages are shown of their request. */
async function appVars(page: OpenDoor) {
  await page.call(DoorsState, 'look')
  return (await seen(page)) as {
    isAuthenticated: boolean
    currentUser: unknown
    language: string
    messages: Record<string, string>
  }
}
