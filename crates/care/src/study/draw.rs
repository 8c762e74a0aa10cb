//! The draw: permuted blocks of changing size, from a stream of secret numbers that only the server has.

/// Numbers that nobody can foretell, the same each time for the same secret and list.
pub trait Stream {
    /// The next.
    fn next(&mut self) -> u64;
}

impl<F: FnMut() -> u64> Stream for F {
    fn next(&mut self) -> u64 {
        self()
    }
}

/// Which of so many courses comes at this place (from 0) of a list. In each block every course comes equally often, in an
/// order of chance; the size of each block is chance too, so that nobody knows the last of one. Block sizes are whole
/// multiples of the number of courses (`check` holds that). `None` where there is no course or no block.
///
/// After Matts & Lachin (1988), Properties of permuted-block randomization in clinical trials.
pub fn drawn(place: u32, courses: u8, blocks: &[u8], random: &mut impl Stream) -> Option<u8> {
    if courses == 1 {
        return Some(0);
    }
    let mut left = u64::from(place);
    loop {
        let pick = usize::try_from(below(u64::try_from(blocks.len()).ok()?, random)?).ok()?;
        let size = *blocks.get(pick)?;
        let times = size.checked_div(courses).filter(|times| *times > 0)?;
        let mut block: Vec<u8> = (0..courses).flat_map(|course| (0..times).map(move |_| course)).collect();
        // Fisher and Yates: the block is whole before the place is looked up, so that every place costs the same numbers.
        for last in (1..block.len()).rev() {
            let other = usize::try_from(below(u64::try_from(last).ok()?.checked_add(1)?, random)?).ok()?;
            block.swap(last, other);
        }
        let length = u64::try_from(block.len()).ok()?;
        if left < length {
            return block.get(usize::try_from(left).ok()?).copied();
        }
        left -= length;
    }
}

/// A number below `end`, each equally likely; `None` for 0.
fn below(end: u64, random: &mut impl Stream) -> Option<u64> {
    let left_over = u64::MAX.checked_rem(end)?;
    loop {
        let number = random.next();
        if number < u64::MAX - left_over {
            return number.checked_rem(end);
        }
    }
}
