/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What hot-hook gives to each module that it loads, as `import.meta.hot`. */
export interface Hot {
  boundary: ImportCallOptions
}

/** What hot-hook tells the process that has started the server: modules are to be imported anew. */
export interface InvalidatedMessage {
  type: 'hot-hook:invalidated'
}

/** What hot-hook tells it where the server has to start again. */
export interface ReloadMessage {
  type: 'hot-hook:full-reload'
  path: string
  shouldBeReloadable: boolean
}
