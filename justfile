# Short names for what is done often. `just` lists them; each is one command that also works by hand.

# Show what there is
default:
    @just --list

# Play one visit, from the first mail to the thanks
demo:
    cargo run --release -- demo

# Look at config, templates, store and tables
check:
    cargo run --release -- check

# Everything that CI runs
test:
    tests/run

# Write the recordings anew; read the difference before you commit it
record:
    UPDATE=1 cargo test --test scenarios --test letters --test chat_words --test calendar --test commands --test config
    git diff --stat

# What a plan and a commit cost
bench:
    cargo bench

# The engine under faults: `just simulate 100000` for many seeds
simulate seeds="1000":
    SEEDS={{seeds}} cargo test --release --test simulation -- --nocapture
