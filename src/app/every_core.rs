//! Heavy and pure work, shared among the machine's cores: opening ballots, looking at proofs.

use std::thread;

/// What `work` makes of every item, in their order, or the first error.
///
/// # Errors
/// Those of `work`; `interrupted` when a thread ended early.
pub(super) fn every<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync,
    interrupted: impl Fn() -> E,
) -> Result<Vec<R>, E> {
    let work = &work;
    let parts: Vec<Result<Vec<R>, E>> = thread::scope(|scope| {
        let workers: Vec<_> = shares(items)
            .map(|share| scope.spawn(move || share.iter().map(work).collect()))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err(interrupted())))
            .collect()
    });
    let mut all = Vec::with_capacity(items.len());
    for part in parts {
        all.extend(part?);
    }
    Ok(all)
}

/// The first item that is not `good`. A thread that ends early counts against its first item.
pub(super) fn first_fault<T: Sync>(items: &[T], good: impl Fn(&T) -> bool + Sync) -> Option<&T> {
    let good = &good;
    thread::scope(|scope| {
        let workers: Vec<_> = shares(items)
            .map(|share| (share, scope.spawn(move || share.iter().find(|item| !good(item)))))
            .collect();
        let mut found = workers
            .into_iter()
            .map(|(share, worker)| worker.join().unwrap_or_else(|_| share.first()));
        // Every worker is joined before the scope ends, wherever the first fault is.
        let first = found.by_ref().find_map(|fault| fault);
        found.for_each(drop);
        first
    })
}

fn shares<T>(items: &[T]) -> std::slice::Chunks<'_, T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    items.chunks(items.len().div_ceil(cores).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_back_in_order_and_the_first_fault_is_the_first() {
        let numbers: Vec<u32> = (0..101).collect();
        let doubled = every(&numbers, |n| Ok::<_, ()>(n * 2), || ()).unwrap();
        assert_eq!(doubled, numbers.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(every(&numbers, |n| if *n < 7 { Ok(()) } else { Err(*n) }, || 0), Err(7));
        assert_eq!(first_fault(&numbers, |n| n % 40 != 39), Some(&39));
        assert_eq!(first_fault(&numbers, |_| true), None);
        assert_eq!(first_fault(&Vec::<u32>::new(), |_| false), None);
    }
}
