import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    account: { paramsTuple?: []; params?: {} }
    flash: { paramsTuple?: []; params?: {} }
    guarded: { paramsTuple?: []; params?: {} }
    home: { paramsTuple?: []; params?: {} }
    identity: { paramsTuple?: []; params?: {} }
    ledger: { paramsTuple?: []; params?: {} }
    request: { paramsTuple: [ParamValue]; params: { id: ParamValue } }
  }
  GET: {
    account: { paramsTuple?: []; params?: {} }
    flash: { paramsTuple?: []; params?: {} }
    guarded: { paramsTuple?: []; params?: {} }
    home: { paramsTuple?: []; params?: {} }
    identity: { paramsTuple?: []; params?: {} }
    ledger: { paramsTuple?: []; params?: {} }
    request: { paramsTuple: [ParamValue]; params: { id: ParamValue } }
  }
  HEAD: {
    account: { paramsTuple?: []; params?: {} }
    flash: { paramsTuple?: []; params?: {} }
    guarded: { paramsTuple?: []; params?: {} }
    home: { paramsTuple?: []; params?: {} }
    identity: { paramsTuple?: []; params?: {} }
    ledger: { paramsTuple?: []; params?: {} }
    request: { paramsTuple: [ParamValue]; params: { id: ParamValue } }
  }
  POST: {}
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}
