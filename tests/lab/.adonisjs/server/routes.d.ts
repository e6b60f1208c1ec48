import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'account': { paramsTuple?: []; params?: {} }
    'effects': { paramsTuple?: []; params?: {} }
    'flash': { paramsTuple?: []; params?: {} }
    'guarded': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'identity': { paramsTuple?: []; params?: {} }
    'ledger': { paramsTuple?: []; params?: {} }
    'profile': { paramsTuple?: []; params?: {} }
    'rendering.broken': { paramsTuple?: []; params?: {} }
    'rendering.browser_only': { paramsTuple?: []; params?: {} }
    'rendering.head': { paramsTuple?: []; params?: {} }
    'rendering.slow': { paramsTuple?: []; params?: {} }
    'rendering.taken': { paramsTuple?: []; params?: {} }
    'throttled': { paramsTuple?: []; params?: {} }
    'compare': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'request': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'rendering.shelf': { paramsTuple?: [ParamValue?]; params?: {'room'?: ParamValue} }
  }
  GET: {
    'account': { paramsTuple?: []; params?: {} }
    'effects': { paramsTuple?: []; params?: {} }
    'flash': { paramsTuple?: []; params?: {} }
    'guarded': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'identity': { paramsTuple?: []; params?: {} }
    'ledger': { paramsTuple?: []; params?: {} }
    'profile': { paramsTuple?: []; params?: {} }
    'rendering.broken': { paramsTuple?: []; params?: {} }
    'rendering.browser_only': { paramsTuple?: []; params?: {} }
    'rendering.head': { paramsTuple?: []; params?: {} }
    'rendering.slow': { paramsTuple?: []; params?: {} }
    'rendering.taken': { paramsTuple?: []; params?: {} }
    'throttled': { paramsTuple?: []; params?: {} }
    'compare': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'request': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'rendering.shelf': { paramsTuple?: [ParamValue?]; params?: {'room'?: ParamValue} }
  }
  HEAD: {
    'account': { paramsTuple?: []; params?: {} }
    'effects': { paramsTuple?: []; params?: {} }
    'flash': { paramsTuple?: []; params?: {} }
    'guarded': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'identity': { paramsTuple?: []; params?: {} }
    'ledger': { paramsTuple?: []; params?: {} }
    'profile': { paramsTuple?: []; params?: {} }
    'rendering.broken': { paramsTuple?: []; params?: {} }
    'rendering.browser_only': { paramsTuple?: []; params?: {} }
    'rendering.head': { paramsTuple?: []; params?: {} }
    'rendering.slow': { paramsTuple?: []; params?: {} }
    'rendering.taken': { paramsTuple?: []; params?: {} }
    'throttled': { paramsTuple?: []; params?: {} }
    'compare': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'request': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'rendering.shelf': { paramsTuple?: [ParamValue?]; params?: {'room'?: ParamValue} }
  }
  POST: {
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}