/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What the connection uses of a socket; the browser's `WebSocket` and that of `ws` have it. */
export interface SocketLike {
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  send(data: string): void
  close(code?: number): void
}

/** News from around the page that a connection should react to. */
export type Signal = 'online' | 'offline' | 'visible' | 'unload' | 'leave' | 'storage'

/** Where forms are posted to over plain HTTP, and what they have to carry. */
export interface PlainForms {
  /** Path and query string. */
  action: string
  csrfToken?: string
}

/** What is used of an answer over HTTP. */
export type HttpAnswer = Pick<Response, 'ok' | 'status'> & Partial<Pick<Response, 'text'>>

/**
 * All that the client needs of the world around it, so that it runs in a browser, on a server that
 * renders, and in a test.
 */
export interface Environment {
  /** Opens a socket. Undefined where none is to be opened, as in rendering on a server. */
  WebSocket?: new (url: string) => SocketLike
  setTimeout(callback: () => void, milliseconds: number): unknown
  clearTimeout(timer: unknown): void
  /** Milliseconds since the epoch. */
  now(): number
  /** From 0 up to, not including, 1. */
  random(): number
  /** Asks over HTTP, with the browser's cookies. */
  fetch?(url: string, init: RequestInit): Promise<HttpAnswer>
  /** The address bar. */
  location: Pick<Location, 'href' | 'assign' | 'replace' | 'reload'>
  /** Survives a reload of the tab. Undefined where the browser denies it. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** The same for all tabs of the browser, and beyond its end. */
  localStorage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Undefined outside a browser. */
  document?: Document
  /** How a form calls an event without any script. Only in rendering on a server. */
  forms?: PlainForms
  /** Whether a component is being rendered at this moment: no event may be called then. */
  isRendering?(): boolean
  /** Writes to the clipboard. */
  copy(text: string): Promise<void>
  /** Opens an address in a new browser tab. */
  open(url: string): void
  /** Calls back on news from around the page; returns the function that ends it. */
  listen(listener: (signal: Signal) => void): () => void
}

/**
 * The environment of a browser's page.
 */
export function browserEnvironment(): Environment {
  return {
    WebSocket,
    setTimeout: (callback, milliseconds) => window.setTimeout(callback, milliseconds),
    clearTimeout: (timer) => window.clearTimeout(timer as number),
    now: () => Date.now(),
    random: () => Math.random(),
    fetch: (url, init) => fetch(url, init),
    location: window.location,
    storage: storageOrNone('sessionStorage'),
    localStorage: storageOrNone('localStorage'),
    document,
    copy: (text) => navigator.clipboard.writeText(text),
    open: (url) => window.open(url, '_blank', 'noopener'),
    listen: listenToWindow,
  }
}

/**
 * An environment without a page around it, for tests and for rendering on a server.
 *
 * @param overrides - what to replace; `WebSocket` to connect, `location.href` to say where
 */
export function headlessEnvironment(overrides: Partial<Environment> = {}): Environment {
  const none = () => {}
  return {
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clearTimeout: (timer) => clearTimeout(timer as number),
    now: () => Date.now(),
    random: () => Math.random(),
    location: { href: 'http://localhost/', assign: none, replace: none, reload: none },
    copy: () => Promise.resolve(),
    open: none,
    listen: () => none,
    ...overrides,
  }
}

/** Reading the property throws where the user has blocked site data. */
function storageOrNone(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return window[name]
  } catch {
    return undefined
  }
}

function listenToWindow(listener: (signal: Signal) => void): () => void {
  const controller = new AbortController()
  const options = { signal: controller.signal }
  window.addEventListener('online', () => listener('online'), options)
  window.addEventListener('offline', () => listener('offline'), options)
  window.addEventListener('pageshow', () => listener('visible'), options)
  window.addEventListener('beforeunload', () => listener('unload'), options)
  window.addEventListener('pagehide', () => listener('leave'), options)
  window.addEventListener('storage', () => listener('storage'), options)
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') listener('visible')
    },
    options
  )
  return () => controller.abort()
}
