/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from './json.ts'
import type { PageLanguage } from './language.ts'
import type { Patch } from './patch.ts'
import type { RoutePatterns } from './route_patterns.ts'

/*
 * --------------------------------------------------------------------------
 * What the browser is told about a page and its states
 * --------------------------------------------------------------------------
 */

/** The page that a tab shows, as the server admitted it. */
export interface PageInfo {
  /** File of the page, relative to the application root: `resources/pages/cart.tsx`. */
  id: string
  /** Path and query string. */
  url: string
  /** The query string as the application reads it, where there is one. */
  q?: Record<string, JsonValue>
  /** Name of its Adonis route. */
  route: string
  /** Params of the route. */
  params: Record<string, JsonValue>
  /** Title of the document, when the page has one. */
  title?: string
  /** Ids of the states that the page can reach, `$app` included. The client drops all others. */
  states: string[]
  /** The routes that its code may lead to, by name. */
  routes?: RoutePatterns
  /** Its language, where its code uses one. Sent with the page alone, and not with later snapshots. */
  language?: PageLanguage
  /** Mark of the user who is signed in: what one has called is not run as another. */
  user?: string
  /** What was entered into a form that was posted over plain HTTP and refused. */
  input?: Record<string, JsonValue>
  /** Which form that was, and why. */
  form?: RefusedForm
}

/** A form that was posted over plain HTTP and refused. */
export interface RefusedForm {
  /** State id. */
  s: string
  /** Event name. */
  e: string
  /** What tells it from other forms with this event. */
  k?: string
  /** First message by field. */
  x: Record<string, string>
}

/**
 * One state in full.
 */
export interface StateSnapshot {
  /** Base and computed vars by name. An undefined var is absent. */
  v: Record<string, JsonValue>
  /** Names of its events. */
  e: string[]
  /** Its step, where that is not 0: each change of the state in a frame is one more. */
  b?: number
  /**
   * Vars that the browser keeps in its storage, by name: `l` for the local one or `s` for that of
   * the tab, and the key where it is not the state's id and the var's name.
   */
  k?: Readonly<Record<string, string>>
  /** Its events that take files, by name, with the fields for these: see `FileRules`. */
  u?: Readonly<Record<string, Readonly<Record<string, FileRules>>>>
}

/** What a file may be that a field takes. The field is named by its path: `*` stands for each item of a list. */
export interface FileRules {
  /** Bytes that it may have. */
  s?: number
  /** Extensions that it may have. */
  e?: readonly string[]
  /** Files that the list may have. */
  n?: number
}

/** Another address of the page that is shown, which the browser shows without asking for it. */
export interface Address {
  /** Path and query string. */
  url: string
  /** The query string as the application reads it, where there is one. */
  q?: Record<string, JsonValue>
  /** As a new entry in the history. */
  push?: 1
}

/**
 * A page with all that is needed to draw it. The shell embeds one; navigation and hello bring one.
 */
export interface PageSnapshot {
  page: PageInfo
  states: Record<string, StateSnapshot>
}

/**
 * What the shell hands to the client, in a script element of type `application/json`.
 */
export interface BootData extends PageSnapshot {
  /** Proof that the socket's hello comes from a shell of this server: the tab's sealed token. */
  token: string
  /** Build of the browser's files. */
  build: string
  /** Number of the tab's last frame, when the document takes up a tab that had some. */
  n?: number
  /** Address of the socket, when it is not the shell's own origin. */
  socketUrl?: string
  /** What shield asks for of a form that is posted over plain HTTP. */
  csrf?: string
  /** Shows stacks, warns in the console. */
  development: boolean
  /** Toasts of a form that was posted over plain HTTP: they are part of the page. */
  toasts?: ToastAction[]
  /** A string of the states is not valid Unicode, so that HTML cannot say it as it is. */
  illFormed?: true
}

/*
 * --------------------------------------------------------------------------
 * Actions: what a handler asks the browser to do
 * --------------------------------------------------------------------------
 */

export type ToastLevel = 'info' | 'success' | 'warning' | 'error'

export interface ToastAction {
  type: 'toast'
  level: ToastLevel
  message: string
  description?: string
  duration?: number
}

/** What the browser does for a handler: a redirect, a toast, a download and the like. */
export type Action =
  | {
      type: 'redirect'
      url: string
      /** Replace the history entry instead of adding one. */
      replace?: boolean
      /** Load the address over HTTP, also when it is a page. */
      reload?: boolean
      /** Open in a new browser tab. */
      newTab?: boolean
    }
  | ToastAction
  | { type: 'download'; url: string; filename?: string }
  | { type: 'download'; data: string; base64?: boolean; filename: string; contentType?: string }
  | { type: 'clipboard'; text: string }
  | { type: 'focus'; selector: string }
  | { type: 'title'; title: string }
  | {
      type: 'reload'
      /** Milliseconds within which it happens, at random; at once when left out. */
      spread?: number
    }
  | { type: 'event'; state: string; event: string; args: JsonValue[] }
  | { type: 'call'; name: string; args: JsonValue[] }

/**
 * Why an event failed, as its caller gets it.
 */
export interface EventError {
  /** HTTP status that the same failure would have in a controller. */
  status: number
  /** `E_…` */
  code: string
  message: string
  /** What the developer can do about it. Only in development. */
  help?: string
  /** Id of the request in the server's log. */
  requestId?: string
  /** Validation errors, first message by field. */
  errors?: Record<string, string>
  /** Only in development. */
  stack?: string
}

/*
 * --------------------------------------------------------------------------
 * Frames: browser to server
 * --------------------------------------------------------------------------
 */

/**
 * What a page uses of the server: one of another build can tell by it whether it has all of that.
 */
export interface PageUses {
  /** Id of the page that is shown. */
  page: string
  /** What the page knows of its states, by their ids. */
  states: Record<string, StateNames>
}

/** Names of the vars and events of a state. */
export type StateNames = [vars: string[], events: string[]]

export interface HelloFrame {
  t: 'hello'
  v: number
  /** The sealed token of the tab, from the shell or from a later welcome. */
  token: string
  build: string
  /** Path and query string that the browser shows. */
  url: string
  /**
   * Number of the last frame that the client has applied in this tab; 0 for none. A number beyond
   * all frames (`Number.MAX_SAFE_INTEGER`) asks for a snapshot.
   */
  n: number
  /** Id of the last event that the client has made in this tab; 0 for none. */
  id: number
  /** Names the document, at random: a tab goes to another one when the last one is gone. */
  d?: string
  /** What the page uses. A server of another build asks for it with a `BuildFrame`. */
  uses?: PageUses
}

export interface EventFrame {
  t: 'event'
  /** Grows by one with every event and navigation of the tab. */
  id: number
  /** State id. */
  s: string
  /** Event name. */
  e: string
  /** Arguments. */
  a?: JsonValue[]
  /**
   * Which argument is a form, from 1: its fields as a browser posts them
   * (`application/x-www-form-urlencoded`), or as an object.
   */
  f?: number
  /** Number of the last frame applied. */
  n?: number
}

export interface NavigateFrame {
  t: 'nav'
  id: number
  url: string
  n?: number
}

/** Asks which page an address belongs to, to load its files ahead. Runs no middleware. */
export interface PrefetchFrame {
  t: 'prefetch'
  url: string
}

export interface AckFrame {
  t: 'ack'
  n: number
}

export interface PingFrame {
  t: 'ping'
  /** Asks about events and navigations that were sent long ago and have no answer. */
  ids?: number[]
}

/** What one side of a feature tells the other. It may be lost with a connection. */
export interface FeatureFrame {
  t: 'feature'
  /** Name of the feature. */
  f: string
  m: JsonValue
}

/** What a browser sends over its socket. */
export type ClientFrame =
  HelloFrame | EventFrame | NavigateFrame | PrefetchFrame | AckFrame | PingFrame | FeatureFrame

/*
 * --------------------------------------------------------------------------
 * Frames: server to browser
 * --------------------------------------------------------------------------
 */

/**
 * Answer to the hello. `resumed` says that the frames after the client's `n` follow; otherwise
 * `snapshot` holds the page from scratch, or `actions` a redirect.
 */
export interface WelcomeFrame {
  t: 'welcome'
  /** Take the place of the token of the hello. */
  token: string
  build: string
  resumed: boolean
  /**
   * The tab of the token is gone and this is a new one: whether an event that was sent but not
   * answered has run is not known. Its `id` is that of the hello.
   */
  fresh?: true
  /** Id of the last event that has run, so the client sends later ones again. */
  id: number
  /** Number of the frame that `snapshot` stands for. */
  n: number
  snapshot?: PageSnapshot
  actions?: Action[]
  /** Ids of the background events that run: frames that end them will follow. */
  tasks?: number[]
  /** Of events that have run, and whose frames do not follow. Those that are not named have just run. */
  answers?: PastAnswer[]
  /** What became of events up to this id is not known, other than `answers` says. */
  forgotten?: number
}

/** What a frame has answered whose patches a snapshot or a document has. */
export interface PastAnswer extends Pick<UpdateFrame, 'r' | 'x' | 'a'> {
  id: number
  /** The server has kept nothing of it. */
  lost?: 1
}

/**
 * The hello comes from a page of another build, and does not say what the page uses: another hello is to
 * say so. Only then the server knows whether it can go on with the page.
 */
export interface BuildFrame {
  t: 'build'
  build: string
}

/**
 * News of the tab. Frames of a tab are numbered without gaps; the client applies each once.
 */
export interface UpdateFrame {
  t?: undefined
  n: number
  /** Answers (and acknowledges) this event or navigation; absent for news in between. */
  id?: number
  /** The event has begun in the background. A frame with its id as `e` follows when it has ended. */
  b?: 1
  /** Ends this background event: `r` and `x` are its own. */
  e?: number
  /** Patches by state id. */
  d?: Record<string, Patch[]>
  /**
   * The steps that the states of `d` are at before, in the same order; a single one without the
   * list. A client whose state is at another step asks for a snapshot.
   */
  k?: number | number[]
  /** States that the client did not have yet. */
  s?: Record<string, StateSnapshot>
  /** The page after a navigation. */
  p?: PageInfo
  /** Where the page is from now on, since a var in its address has changed. */
  u?: Address
  /** Actions, in order, after the patches. */
  a?: Action[]
  /** What the handler returned, when it is not an action. */
  r?: JsonValue
  /** Why it failed. */
  x?: EventError
  /**
   * A ticket for cookies. What the frame answers is over, and the next frame counts, when the
   * ticket was posted to `COOKIES_PATH`.
   */
  c?: string
}

/** A frame was refused. The connection lives on unless it is closed right after. */
export interface ErrorFrame extends EventError {
  t: 'error'
  /** Id of the refused event, when the frame had one. */
  id?: number
}

export interface PrefetchAnswerFrame {
  t: 'prefetch'
  url: string
  /** Id of the page; null when the address is not a page. */
  page: string | null
}

export interface PongFrame {
  t: 'pong'
  /** Those of the ping's ids that the server does not work on: no answer to them will come. */
  lost?: number[]
}

/** What a server sends over a socket. */
export type ServerFrame =
  | WelcomeFrame
  | BuildFrame
  | UpdateFrame
  | ErrorFrame
  | PrefetchAnswerFrame
  | PongFrame
  | FeatureFrame
