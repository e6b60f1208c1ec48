const FEW = 5

export function Stock({ left }: { left: number }) {
  if (left === 0) return <span className="stock stock-none">Sold out</span>
  if (left <= FEW) return <span className="stock stock-few">Only {left} left</span>
  return <span className="stock">In stock</span>
}
