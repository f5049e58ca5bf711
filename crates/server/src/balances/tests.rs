mod adding_up;
mod digits;
mod many;
