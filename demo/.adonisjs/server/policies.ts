export const policies = {
  AdminOrderPolicy: () => import('#policies/admin/order_policy'),
  AdminProductPolicy: () => import('#policies/admin/product_policy'),
}

